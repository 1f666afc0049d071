"""Reload: the files of the library become the next edition, beside the one that answers."""

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.editions import KEEP, Editions
from knowledge.errors import EditionDamaged, NotWritten, ReloadRunning
from knowledge.library import Added, Library, digest
from knowledge.problems import Problem
from knowledge.sources import Source
from knowledge.words import bundled

from .edition import FORMAT, Edition
from .tokens import tokenizer_for

if TYPE_CHECKING:
    from .previous import Previous

REUSABLE = ("package", "format", "words")  # where these are the same, a file's documents and terms are
Progress = Callable[[str, int, int], None]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reload:
    """What a reload did. `built` is False where nothing had changed and edition `edition` still answers.

    `paused` says that nothing was looked at, since an earlier edition was gone back to: see `rollback`.
    """

    edition: int
    built: bool
    documents: int
    passages: int
    problems: tuple[Problem, ...]
    paused: bool = False


def reload(
    home: Path,
    library: Path | None = None,
    progress: Progress | None = None,
    wait: bool = True,
    automatic: bool = False,
    keep: int = KEEP,
) -> Reload:
    """Build the next edition and let it answer; do nothing where no file has changed.

    `progress` is called with a step's name, what is done of it and what there is. An `automatic` reload does
    nothing after a rollback. The newest `keep` editions are kept. Raises ReloadRunning where another process
    is at it and `wait` is False, and NotWritten where the edition cannot be written; then the one before goes
    on answering.
    """
    reloading = _Reloading(home, library, progress, keep)
    with reloading.library.lock(wait):
        reloading.recover()
        return reloading.paused() if automatic and reloading.editions.paused() else reloading.run()


def add(
    home: Path,
    library: Path | None,
    paths: Iterable[Path],
    progress: Progress | None = None,
    wait: bool = True,
    keep: int = KEEP,
) -> tuple[Added, Reload | None]:
    """Add files to sources/ and reload; None where there was nothing to add.

    Where the reload fails or is broken off, sources/ is as it was before. Raises what `reload` raises.
    """
    reloading = _Reloading(home, library, progress, keep)
    with reloading.library.lock(wait):
        reloading.recover()
        with reloading.library.adding(paths) as added:
            return added, reloading.run() if added.changed else None


def remove(
    home: Path,
    library: Path | None,
    ids: Iterable[str],
    progress: Progress | None = None,
    wait: bool = True,
    keep: int = KEEP,
) -> tuple[list[str], Reload]:
    """Take the files of documents out of sources/ and reload, as `add` does; returns the files' names.

    Raises UnknownDocument, too.
    """
    reloading = _Reloading(home, library, progress, keep)
    with reloading.library.lock(wait):
        reloading.recover()
        with reloading.library.removing(*ids) as removed:
            return removed, reloading.run()


def rollback(home: Path, number: int, wait: bool = True) -> None:
    """Let edition `number` answer again; automatic reloads pause until an explicit one.

    Raises UnknownEdition, EditionDamaged, ReloadRunning, NotWritten.
    """
    editions = Editions(home)
    with editions.lock(wait):
        editions.refuse_unknown(number)
        Edition.open(editions, number)
        editions.rollback(number)


def ensure(home: Path, library: Path | None = None) -> int:
    """The edition that answers, whole; built first where there is none, or where it is of another version of
    fupin, its formats, its words or its bundled library.

    After a rollback the edition that was gone back to goes on answering. A crash that was in the middle of
    adding files is cleaned up after.
    """
    reloading = _Reloading(home, library)
    if reloading.library.staging.folder.exists():
        with suppress(ReloadRunning), reloading.library.lock(wait=False):
            reloading.recover()
    readable = reloading.readable()
    if readable and (reloading.editions.paused() or reloading.is_current()):
        return readable
    try:
        return reload(home, library).edition
    except NotWritten:
        if not readable:
            raise
        _log.warning("无法重建资料库，先用第 %s 版回答。", readable, exc_info=True)
        return readable


def reusable(home: Path, library: Path | None = None) -> "Previous | None":
    """The current edition as a source of what unchanged files hold; None where it cannot be used so."""
    return _Reloading(home, library).previous()


def package_version() -> str:
    try:
        return version("fupin")
    except PackageNotFoundError:
        return "0"


class _Reloading:
    """One reload: what it reads, what it builds from, where it writes. To be called under the lock."""

    def __init__(
        self, home: Path, library: Path | None, progress: Progress | None = None, keep: int = KEEP
    ) -> None:
        self.editions, self.library = Editions(home), Library(home, library)
        self._cache, self._words, self._keep = home / "cache", bundled(), keep
        self._progress = progress or (lambda step, done, total: None)

    def manifest(self) -> dict[str, Any] | None:
        """The current edition's manifest; None where there is no whole one."""
        with suppress(EditionDamaged):
            current = self.editions.current()
            return self.editions.manifest(current) if current else None
        return None

    def readable(self) -> int | None:
        """The current edition, if it can be opened."""
        with suppress(EditionDamaged):
            current = self.editions.current()
            return Edition.open(self.editions, current).number if current else None
        return None

    def is_current(self) -> bool:
        """Whether the current edition was built by this program with these words and this bundled library."""
        manifest = self.manifest()
        return manifest is not None and manifest["basis"] == self._basis()

    def recover(self) -> None:
        """Finish with a change of sources/ whose process died: it stands if an edition was built of it."""
        staging = self.library.staging
        if staging.pending and self._unchanged(self.manifest(), self.library.sources()):
            staging.settle()
        else:
            staging.undo()

    def paused(self) -> Reload:
        manifest = self.editions.manifest(self.editions.current() or 0)
        return _outcome(self.editions.current() or 0, manifest, paused=True)

    def run(self) -> Reload:
        manifest = self.manifest()
        if manifest and self.readable() and self._unchanged(manifest, self.library.sources()):
            number, built = self.editions.current() or 0, False
        else:
            number, built = self.editions.publish(self._build), True
            manifest = self.editions.manifest(number)
        self.editions.resume()
        self.editions.prune(self._keep)
        return _outcome(number, manifest, built)

    def _build(self, directory: Path) -> dict[str, Any]:
        from .build import write_edition
        from .previous import write_sources

        previous = self.previous()
        contents = self.library.read(
            previous.loaded if previous else lambda source: None,
            lambda done, total: self._progress("读取文件", done, total),
        )
        counts = write_edition(
            directory,
            contents.documents,
            self._words,
            tokenizer_for(self._cache, self._words),
            lambda done, total: self._progress("建立索引", done, total),
            previous,
        )
        write_sources(directory, contents.whole)
        return {
            **counts,
            "basis": self._basis(),
            "files": _fingerprint(contents.sources),
            "problems": [asdict(problem) for problem in contents.problems],
            "built": datetime.now(UTC).isoformat(timespec="seconds"),
        }

    def previous(self) -> "Previous | None":
        """The current edition, where what it holds is what would be built again."""
        from .previous import Previous

        manifest, basis = self.manifest(), self._basis()
        if manifest is None or any(manifest["basis"][name] != basis[name] for name in REUSABLE):
            return None
        try:
            return Previous(self.editions.path(self.editions.current() or 0))
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            return None

    def _unchanged(self, manifest: dict[str, Any] | None, sources: Sequence[Source]) -> bool:
        return (
            manifest is not None
            and manifest["basis"] == self._basis()
            and manifest["files"] == _fingerprint(sources)
        )

    def _basis(self) -> dict[str, Any]:
        """What an edition is a function of, besides the files in sources/."""
        return {
            "package": package_version(),
            "format": FORMAT,
            "words": digest(self._words.dumps().encode()),
            "bundled": self.library.bundled_digest(),
        }


def _fingerprint(sources: Iterable[Source]) -> str:
    """Changes with every name and every content of the files."""
    return digest(json.dumps([[s.file, s.digest, s.bundled] for s in sources]).encode())


def _outcome(edition: int, manifest: dict[str, Any], built: bool = False, paused: bool = False) -> Reload:
    problems = tuple(Problem(**problem) for problem in manifest["problems"])
    return Reload(edition, built, manifest["documents"], manifest["passages"], problems, paused)
