"""One reload, step by step: what it reads, what it reuses, what it builds."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import cached_property, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from knowledge.curated import FOLDERS
from knowledge.curated.files import digests
from knowledge.curated.words import own_words
from knowledge.editions import KEEP, Editions
from knowledge.errors import EditionDamaged
from knowledge.folder import BUNDLED, folder_digest
from knowledge.limits import Limits
from knowledge.problems import Problem
from knowledge.words import Words, bundled

from .edition import FORMAT, Edition
from .tokens import tokenizer_for

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.sources import Source

    from .building.previous import Previous

REUSABLE = ("package", "format")  # where these and the tokens are the same, a file's documents and terms are
Progress = Callable[[str, int, int], None]


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


class Reloading:
    """One reload: what it reads, what it builds from, where it writes. To be called under the lock."""

    def __init__(
        self,
        home: Path,
        library: Path | None,
        progress: Progress | None = None,
        keep: int = KEEP,
        limits: Limits | None = None,
    ) -> None:
        self.editions, self._home, self._bundled = Editions(home), home, library
        self._keep, self._limits, self._sources = keep, limits or Limits(), home / "sources"
        self._progress = progress or (lambda step, done, total: None)

    @cached_property
    def library(self) -> "Library":
        from knowledge.library import Library  # with all that reads files, which asking does not need

        return Library(self._home, self._bundled, self._limits)

    def tell(self, step: str) -> Callable[[int, int], None]:
        """Tells how far a step is, by what is done of it and what there is."""
        return partial(self._progress, step)

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

    def held(self) -> dict[str, str]:
        """Which file each document of the current edition is of, by id; none where it cannot be opened."""
        with suppress(EditionDamaged):
            if current := self.editions.current():
                shelf = Edition.open(self.editions, current).shelf
                return dict(shelf.row(number)[:2] for number in range(len(shelf)))
        return {}

    def is_current(self) -> bool:
        """Whether the current edition was built by this program with these words and this bundled library."""
        manifest = self.manifest()
        return manifest is not None and manifest["basis"] == self._basis()

    def recover(self) -> None:
        """Finish with a change of sources/ whose process died: it stands if an edition was built of it."""
        staging = self.library.staging
        if staging.pending and self._unchanged(self.manifest(), self._files(self.library.sources())):
            staging.settle()
        else:
            staging.undo()

    def paused(self) -> Reload:
        number = self.editions.current() or 0
        manifest = self.editions.manifest(number)
        return _outcome(number, manifest, _problems(manifest), paused=True)

    def run(self, candidate: bool = False) -> Reload:
        """Build what there is to build; a `candidate` does not answer yet."""
        manifest, sources = self.manifest(), self.library.sources()
        unchanged = self._unchanged(manifest, self._files(sources))
        if manifest and self.readable() and unchanged and self._as_limited(manifest):
            names = {*FOLDERS, *(source.file for source in sources)}
            problems = [*self.library.strays(), *_about(names, _problems(manifest))]
            done = _outcome(self.editions.current() or 0, manifest, problems)
        else:
            number = (self.editions.prepare if candidate else self.editions.publish)(self._build)
            manifest = self.editions.manifest(number)
            done = _outcome(number, manifest, _problems(manifest), built=True)
        if not candidate:
            self.editions.resume()
        self.editions.prune(self._keep)
        return done

    def _build(self, directory: Path) -> dict[str, Any]:
        from knowledge.curated.written import read_written

        from .building.build import write_edition
        from .building.previous import write_sources

        own = read_written(self._sources)
        previous = self.previous(own.words)
        contents = self.library.read(
            previous.loaded if previous else lambda source: None,
            self.tell("读取文件"),
        )
        counts = write_edition(
            directory,
            contents.documents,
            own.words,
            tokenizer_for(self._home / "cache", own.words),
            self.tell("建立索引"),
            previous,
            own.answers,
        )
        problems = [*contents.problems, *own.all_problems(contents.documents, today())]
        write_sources(directory, contents.whole)
        return {
            **counts,
            "basis": self._basis(),
            "tokens": _tokens(own.words),
            "files": _fingerprint(contents.sources, own.files),
            "problems": [asdict(problem) for problem in problems],
            "limits": asdict(self._limits),
            "built": datetime.now(UTC).isoformat(timespec="seconds"),
        }

    def previous(self, words: Words | None = None) -> "Previous | None":
        """The current edition, where what it holds is what would be built again with these words."""
        from .building.previous import Previous

        manifest, basis = self.manifest(), self._basis()
        if manifest is None or any(manifest["basis"][name] != basis[name] for name in REUSABLE):
            return None
        if manifest.get("tokens") != _tokens(words or own_words(self._sources).words):
            return None
        try:
            return Previous(self.editions.path(self.editions.current() or 0))
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            return None

    def _files(self, sources: Sequence["Source"]) -> str:
        """Changes with every file that an edition is built of."""
        own = [found for name in FOLDERS for found in digests(self._sources / name)]
        return _fingerprint(sources, own)

    def _unchanged(self, manifest: dict[str, Any] | None, files: str) -> bool:
        return manifest is not None and manifest["basis"] == self._basis() and manifest.get("files") == files

    def _as_limited(self, manifest: dict[str, Any]) -> bool:
        """Whether no file would be read now that was too large, or took too long, then."""
        return not manifest["problems"] or manifest.get("limits") == asdict(self._limits)

    def _basis(self) -> dict[str, Any]:
        """What an edition is a function of, besides the files in sources/."""
        return {
            "package": package_version(),
            "format": FORMAT,
            "words": _digest(bundled().dumps()),
            "bundled": folder_digest(self._bundled or BUNDLED),
        }


def today() -> date:
    """What is in force, and what is due, is a matter of the day in China."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _tokens(words: Words) -> str:
    """Changes with the words that decide how a text is cut; synonyms do not."""
    return _digest(json.dumps([words.field, sorted(words.stop)]))


def _fingerprint(sources: Iterable["Source"], beside: Sequence[tuple[str, str]]) -> str:
    """Changes with every name and every content of the files."""
    return _digest(json.dumps([*([s.file, s.digest, s.bundled] for s in sources), *beside]))


def _problems(manifest: dict[str, Any]) -> list[Problem]:
    return [Problem(**problem) for problem in manifest["problems"]]


def _about(names: Collection[str], problems: Iterable[Problem]) -> list[Problem]:
    """The problems of these files and folders, and of the files in them."""
    return [problem for problem in problems if problem.file.partition("/")[0] in names]


def _outcome(
    edition: int,
    manifest: dict[str, Any],
    problems: Iterable[Problem],
    built: bool = False,
    paused: bool = False,
) -> Reload:
    counts = manifest["documents"], manifest["passages"]
    return Reload(edition, built, *counts, tuple(dict.fromkeys(problems)), paused)


def package_version() -> str:
    try:
        return version("fupin")
    except PackageNotFoundError:
        return "0"
