"""Editions: immutable directories, and one pointer file that says which of them answers.

FUPIN_HOME/editions/
    current          the number of the edition that answers, in digits
    paused           the number of an edition that was gone back to; see Editions.paused
    candidate        the number of an edition that is whole and does not answer yet; see Editions.prepare
    lock             held while an edition is built
    building-…/      an edition that is not finished; swept away by the next build
    7/               whatever was built, and manifest.json, which has the size of every file
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any

from .durable import replace_text, sync_file, sync_folder
from .errors import EditionDamaged, NotWritten, UnknownEdition
from .lock import exclusive

MANIFEST = "manifest.json"
KEEP = 5


class Editions:
    """The editions under `home`. Any number of processes may read while one publishes."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "editions"
        self.pointer = self.folder / "current"
        self._paused = self.folder / "paused"
        self._candidate = self.folder / "candidate"

    def current(self) -> int | None:
        """The number of the edition that answers; None before the first. Raises EditionDamaged."""
        try:
            return int(self.pointer.read_text(encoding="ascii"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise EditionDamaged(
                f"{self.pointer}：内容不是版本号。请执行 fupin kb reload 重建资料库。"
            ) from error

    def stamp(self) -> tuple[int, int] | None:
        """Changes whenever the pointer does; costs one stat."""
        try:
            found = self.pointer.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns

    def path(self, number: int) -> Path:
        return self.folder / str(number)

    def numbers(self) -> list[int]:
        """The editions that are kept, oldest first."""
        if not self.folder.is_dir():
            return []
        return sorted(int(entry.name) for entry in self.folder.iterdir() if entry.name.isdecimal())

    def manifest(self, number: int) -> dict[str, Any]:
        """What an edition was built from. Raises EditionDamaged where a file is missing or cut short."""
        path = self.path(number)
        try:
            manifest: dict[str, Any] = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
            whole = all((path / name).stat().st_size == size for name, size in manifest["sizes"].items())
        except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
            raise self.damaged(number) from error
        if not whole:
            raise self.damaged(number)
        return manifest

    def refuse_unknown(self, number: int) -> None:
        """Raises UnknownEdition, which names those that are kept."""
        if number not in self.numbers():
            kept = "、".join(map(str, self.numbers()))
            raise UnknownEdition(f"没有第 {number} 版资料库，现有：{kept or '无'}。")

    def damaged(self, number: int) -> EditionDamaged:
        return EditionDamaged(f"第 {number} 版资料库不完整。请执行 fupin kb reload 重建。")

    def lock(self, wait: bool = True) -> AbstractContextManager[None]:
        """Hold the only right to build. Raises ReloadRunning where another has it and `wait` is False."""
        return exclusive(self.folder / "lock", wait)

    def publish(self, build: Callable[[Path], dict[str, Any]]) -> int:
        """Build beside, sync, rename, follow the pointer; returns the new number. Call it under `lock`.

        `build` fills a new directory and returns the manifest. Whatever it raises leaves all as it was, and
        so does a full disk (NotWritten).
        """
        try:
            self.sweep()
            return self._published(build)
        except OSError as error:
            raise NotWritten(error) from error

    def prepare(self, build: Callable[[Path], dict[str, Any]]) -> int:
        """As `publish`, but the new edition does not answer until it is pointed at: it is the candidate."""
        try:
            self.sweep()
            self.drop()
            replace_text(self._candidate, f"{self._next()}\n")
            return self._built(build)
        except OSError as error:
            raise NotWritten(error) from error

    def candidate(self) -> int | None:
        """The edition that is whole and waits for being pointed at; None where there is none."""
        try:
            number = int(self._candidate.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None
        return number if number != self._pointed() and self.path(number).is_dir() else None

    def drop(self) -> None:
        """Remove the candidate, if there is one."""
        number = self.candidate()
        self._candidate.unlink(missing_ok=True)
        if number is not None:
            shutil.rmtree(self.path(number), ignore_errors=True)

    def _published(self, build: Callable[[Path], dict[str, Any]]) -> int:
        number = self._built(build)
        try:
            self.point(number)
        except BaseException:
            if self._pointed() != number:
                shutil.rmtree(self.path(number), ignore_errors=True)
            raise
        self.drop()
        return number

    def _built(self, build: Callable[[Path], dict[str, Any]]) -> int:
        """Build and sync the next edition, whole or not at all."""
        number = self._next()
        directory = Path(tempfile.mkdtemp(prefix="building-", dir=self.folder))
        try:
            manifest = build(directory)
            _finish(directory, manifest)
            directory.rename(self.path(number))
            sync_folder(self.folder)
        except BaseException:
            shutil.rmtree(directory, ignore_errors=True)
            shutil.rmtree(self.path(number), ignore_errors=True)
            raise
        return number

    def _next(self) -> int:
        """A number that no edition has had: logged answers name the edition they came from."""
        return max([0, self._pointed() or 0, *self.numbers()]) + 1

    def _pointed(self) -> int | None:
        with suppress(EditionDamaged):
            return self.current()
        return None

    def point(self, number: int) -> None:
        """Let an edition answer from now on, whole or not; see `rollback`."""
        replace_text(self.pointer, f"{number}\n")

    def rollback(self, number: int) -> None:
        """Let an older edition answer, and pause automatic reloads. Call it under `lock`.

        Raises UnknownEdition, and EditionDamaged where it is not whole.
        """
        self.refuse_unknown(number)
        self.manifest(number)
        try:
            replace_text(self._paused, f"{number}\n")
            self.point(number)
        except OSError as error:
            raise NotWritten(error) from error

    def paused(self) -> bool:
        """Whether the edition that answers was gone back to: only an explicit reload may replace it."""
        try:
            return int(self._paused.read_text(encoding="ascii")) == self._pointed()
        except (OSError, ValueError):
            return False

    def resume(self) -> None:
        """Automatic reloads may go on."""
        self._paused.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what builds that were killed have left."""
        for left in self._left():
            shutil.rmtree(left, ignore_errors=True)

    def _left(self) -> Iterator[Path]:
        yield from self.folder.glob("building-*")
        yield from self.folder.glob("removing-*")

    def prune(self, keep: int = KEEP) -> list[int]:
        """Remove all but the current edition and the newest `keep`, at least one; returns their numbers."""
        current = self._pointed()
        kept = {current, self.candidate()}
        old = [number for number in self.numbers()[: -max(1, keep)] if number not in kept]
        for number in old:
            leaving = self.folder / f"removing-{number}"
            with suppress(OSError):  # what is left is tried again by the next prune or sweep
                self.path(number).rename(leaving)
                shutil.rmtree(leaving)
        return old


def _finish(directory: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest, with the sizes of all files, and put everything on the disk."""
    files = sorted(path for path in directory.rglob("*") if path.is_file())
    sizes = {path.relative_to(directory).as_posix(): path.stat().st_size for path in files}
    text = json.dumps(manifest | {"sizes": sizes}, ensure_ascii=False, indent=1, sort_keys=True)
    (directory / MANIFEST).write_text(text, encoding="utf-8")
    directory.chmod(0o755)
    for path in (*files, directory / MANIFEST):
        sync_file(path)
    sync_folder(directory)
