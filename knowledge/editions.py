"""Editions: immutable directories, and one pointer file that says which of them answers.

    FUPIN_HOME/editions/
        current          the number of the edition that answers, in digits
        lock             held while an edition is built
        building-…/      an edition that is not finished; swept away by the next build
        7/               manifest.json and whatever was built
"""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .errors import EditionDamaged, ReloadRunning

MANIFEST = "manifest.json"


class Editions:
    """The editions under `home`. Any number of processes may read while one publishes."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "editions"
        self.pointer = self.folder / "current"

    def current(self) -> int | None:
        """The number of the edition that answers; None before the first."""
        try:
            return int(self.pointer.read_text(encoding="ascii"))
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise EditionDamaged(f"{self.pointer}：内容不是版本号。请执行 fupin kb reload 重建资料库。") from error

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
        """What an edition was built from. Raises EditionDamaged."""
        try:
            manifest: dict[str, Any] = json.loads((self.path(number) / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise EditionDamaged(f"第 {number} 版资料库不完整。请执行 fupin kb reload 重建。") from error
        return manifest

    @contextmanager
    def lock(self, wait: bool = True) -> Iterator[None]:
        """Hold the only right to build. Raises ReloadRunning where another has it and `wait` is False."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError as error:
                raise ReloadRunning("另一个进程正在更新资料库，请稍后再试。") from error
            yield

    def publish(self, build: Callable[[Path], dict[str, Any]]) -> int:
        """Build beside, sync, rename, follow the pointer; returns the new number. Call it under `lock`.

        `build` fills a new directory and returns the manifest. Whatever it raises leaves all as it was.
        """
        self.sweep()
        number = max([0, *self.numbers()]) + 1
        directory = Path(tempfile.mkdtemp(prefix="building-", dir=self.folder))
        try:
            manifest = build(directory)
            text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
            (directory / MANIFEST).write_text(text, encoding="utf-8")
            directory.chmod(0o755)
            _sync(directory)
            directory.rename(self.path(number))
        except BaseException:
            shutil.rmtree(directory, ignore_errors=True)
            raise
        self.point(number)
        return number

    def point(self, number: int) -> None:
        """Let an edition answer from now on."""
        beside = self.pointer.with_suffix(".new")
        with beside.open("w", encoding="ascii") as file:
            file.write(f"{number}\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.pointer)
        _sync_folder(self.folder)

    def sweep(self) -> None:
        """Remove what builds that were killed have left."""
        for left in self.folder.glob("building-*"):
            shutil.rmtree(left, ignore_errors=True)

    def prune(self, keep: int) -> list[int]:
        """Remove all but the newest `keep` editions and the current one; returns the numbers removed."""
        current = self.current()
        old = [number for number in self.numbers()[:-keep] if number != current]
        for number in old:
            shutil.rmtree(self.path(number), ignore_errors=True)
        return old


def _sync(directory: Path) -> None:
    for file in directory.rglob("*"):
        if file.is_file():
            with file.open("rb") as opened:
                os.fsync(opened.fileno())
    _sync_folder(directory)
    _sync_folder(directory.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
