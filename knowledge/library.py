"""The library: the bundled folder, the organisation's sources/, and the documents and problems in them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from .contents import Contents, gathered
from .curated import FOLDERS
from .errors import KnowledgeError, NameTaken, UnreadableFile
from .filenames import library_name
from .folder import BUNDLED, digest_of
from .limits import Limits
from .loaders import Loaded, Reader
from .lock import exclusive
from .metadata_file import METADATA_FILE, corrected, joined
from .owners import RENAME, Owners
from .problems import Problem
from .sources import Source, metadata_files, names, sources, strays, to_add
from .staging import STAGING, Staging

__all__ = ["BUNDLED", "Added", "Library"]

TRIES = 3  # of reading a file that changes while it is read

Known = Callable[[Source], Loaded | None]


@dataclass(frozen=True, slots=True)
class Added:
    """What `Library.add` did: names new in sources/, names replaced there, and why others were refused."""

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    refused: list[KnowledgeError] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return bool(self.added or self.replaced)


class Library:
    """`home`/sources/ and the bundled folder (FUPIN_LIBRARY in its place; an empty one means none).

    No file may take more than the `limits`.
    """

    def __init__(self, home: Path, bundled: Path | None = None, limits: Limits | None = None) -> None:
        self.folder = home / "sources"
        self.limits = limits or Limits()
        self.bundled = BUNDLED if bundled is None else bundled
        self.staging = Staging(home / STAGING, self.folder)
        self._lock = home / "editions" / "lock"
        self._parsed: dict[tuple[str, str], Loaded] = {}

    def lock(self, wait: bool = True) -> AbstractContextManager[None]:
        """Hold the only right to change what lies under `home`. Raises ReloadRunning if not to wait."""
        return exclusive(self._lock, wait)

    def sources(self) -> list[Source]:
        """Every file that is to be read, bundled ones first, each in the order of its name."""
        return [*sources(self.bundled, bundled=True), *sources(self.folder)]

    def strays(self) -> list[Problem]:
        """What stands in the folders and is no file to be read, and what is wrong with library.toml."""
        return [*strays(self.bundled), *strays(self.folder, FOLDERS)]

    def read(
        self,
        known: Known = lambda source: None,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> Contents:
        """All documents; `known` may spare the parsing of a file.

        Of documents with one id, that of a file in sources/ comes before a bundled one, then the first name.
        """
        problems = self.strays()
        found: dict[Source, Loaded] = {}
        all_sources = self.sources()
        with Reader(self.limits) as reader:
            for done, source in enumerate(all_sources, 1):
                try:
                    source, loaded = self._loaded(source, known, reader)
                    problems.extend(loaded.warnings)
                    found[source] = loaded
                except UnreadableFile as error:
                    problems.append(Problem.of(error))
                    found[source] = Loaded(())
                progress(done, len(all_sources))
        return gathered(found, problems)

    def _loaded(self, source: Source, known: Known, reader: Reader) -> tuple[Source, Loaded]:
        """What a file gives, and the file as it was when it was read. Raises UnreadableFile."""
        if given := known(source):
            return source, given
        if parsed := self._parsed.get((source.file, source.digest)):
            return source, parsed
        for _ in range(TRIES):
            loaded = reader.load(source.path, source.file)
            after = digest_of(source.path, source.given)
            if after == source.digest:
                return source, _corrected(loaded, source)
            source = replace(source, digest=after)
        raise UnreadableFile(source.file, "文件一直在变化", "请等文件写完后重新更新")

    def add(self, paths: Iterable[Path]) -> Added:
        """Copy files, and the files of folders, into sources/; what cannot be read is not copied.

        All that can be added is, or nothing: where the process dies or the disk is full (NotWritten),
        sources/ is as it was before.
        """
        with self.lock(), self.adding(paths) as added:
            return added

    @contextmanager
    def adding(
        self,
        paths: Iterable[Path],
        held: Mapping[str, str] | None = None,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> Iterator[Added]:
        """Add files; where the body raises, all is put back. To be called under `lock`.

        `held` tells which file each document is of, as far as it is known.
        """
        with self.staging.change():
            added, staged = Added(), dict[str, Path | None]()
            owners, paths = self._owners(held), list(paths)
            with Reader(self.limits) as reader:
                given = list(to_add(paths, added.refused))
                for done, path in enumerate(given, 1):
                    try:
                        name = library_name(path)
                        _refuse_twin(name, staged)
                        replaced = owners.is_own(name)
                        staged[name] = self._staged(path, name, reader, owners)
                    except KnowledgeError as error:
                        added.refused.append(error)
                    else:
                        (added.replaced if replaced else added.added).append(name)
                    progress(done, len(given))
            if beside := metadata_files(paths):
                self._add_metadata(beside, staged, added)
            self.staging.apply(staged)
            yield added

    def _add_metadata(self, paths: Sequence[Path], staged: dict[str, Path | None], added: Added) -> None:
        """Stage the library.toml of sources/ with what the given ones say."""
        current, whole = self.folder / METADATA_FILE, self.staging.folder / METADATA_FILE
        try:
            whole.write_text(joined(current, paths), encoding="utf-8")
            staged[METADATA_FILE] = self.staging.copy(whole, METADATA_FILE)
        except KnowledgeError as error:
            added.refused.append(error)
        else:
            (added.replaced if current.exists() else added.added).append(METADATA_FILE)

    def _owners(self, held: Mapping[str, str] | None) -> Owners:
        return Owners(names(self.folder), names(self.bundled), held or {})

    def _staged(self, path: Path, name: str, reader: Reader, owners: Owners) -> Path:
        """A copy of the file that is sure to be readable. Raises UnreadableFile and NameTaken."""
        owners.refuse(name)
        reader.refuse_too_large(path, name)
        copy = self.staging.copy(path, name)
        try:
            loaded = reader.load(copy, name)
            owners.refuse_documents(name, loaded.documents)
        except KnowledgeError:
            copy.unlink()
            raise
        owners.take(name, loaded.documents)
        self._parsed[name, digest_of(copy)] = loaded
        return copy

    def remove(self, *ids: str) -> list[str]:
        """Take the files that documents came from out of sources/, all or none; returns their names.

        An id may also be the name of a file. Raises UnknownDocument, and NotWritten as `add` does.
        """
        with self.lock(), self.removing(*ids) as removed:
            return removed

    @contextmanager
    def removing(self, *ids: str, held: Mapping[str, str] | None = None) -> Iterator[list[str]]:
        """Remove files; where the body raises, all is put back. To be called under `lock`. See `adding`."""
        with self.staging.change():
            removed = list(dict.fromkeys(map(self._owners(held).file_of, ids)))
            self.staging.apply(dict.fromkeys(removed))
            yield removed


def _corrected(loaded: Loaded, source: Source) -> Loaded:
    return replace(loaded, documents=tuple(corrected(each, source.given) for each in loaded.documents))


def _refuse_twin(name: str, staged: Mapping[str, object]) -> None:
    if name in staged:
        raise NameTaken(f"{name}：这次添加的文件里有两个同名的，只收入前一个。{RENAME}。")
