"""The library: the bundled folder, the organisation's sources/, and the documents and problems in them."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .document import Document
from .errors import KnowledgeError, NameTaken, UnknownDocument, UnreadableFile
from .loaders import document_id, is_supported, load

BUNDLED = Path(__file__).parent / "corpus"


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the library: `file` is its name there, `digest` the SHA-256 of its bytes."""

    file: str
    path: Path
    digest: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What reading the library gave: documents, and a sentence for each thing that is wrong."""

    documents: tuple[Document, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """What `Library.add` did: names new in sources/, names replaced there, and why others were refused."""

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    refused: list[KnowledgeError] = field(default_factory=list)


class Library:
    """`home`/sources/ and the bundled folder (FUPIN_LIBRARY in its place; one without documents means none)."""

    def __init__(self, home: Path, bundled: Path | None = None) -> None:
        self.folder = home / "sources"
        self.bundled = BUNDLED if bundled is None else bundled

    def sources(self) -> list[Source]:
        """Every file that is to be read, bundled ones first, each in the order of its name."""
        return [*_sources(self.bundled), *_sources(self.folder)]

    def bundled_digest(self) -> str:
        """Changes when a file of the bundled folder does."""
        return digest("\n".join(f"{source.file} {source.digest}" for source in _sources(self.bundled)).encode())

    def read(
        self,
        known: Callable[[Source], Sequence[Document] | None] = lambda source: None,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> Contents:
        """All documents. `known` may spare the parsing of a file. A file in sources/ beats a bundled one's id."""
        documents: dict[str, Document] = {}
        problems: list[str] = []
        sources = self.sources()
        for done, source in enumerate(sources, 1):
            try:
                found = known(source) or load(source.path, source.file)
            except UnreadableFile as error:
                problems.append(str(error))
                found = ()
            for document in found:
                if document.id in documents:
                    problems.append(_taken(document, documents[document.id].file))
                else:
                    documents[document.id] = document
            progress(done, len(sources))
        return Contents(tuple(documents.values()), tuple(problems))

    def add(self, paths: Iterable[Path]) -> Added:
        """Copy files, and the supported files of folders, into sources/; what cannot be read is not copied."""
        result = Added()
        owners = {document_id(source.file): source.file for source in self.sources()}
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in _expanded(paths, result.refused):
            try:
                self._add(path, owners, result)
            except KnowledgeError as error:
                result.refused.append(error)
        return result

    def _add(self, path: Path, owners: dict[str, str], result: Added) -> None:
        name, id = path.name, document_id(path.name)
        if owners.get(id, name) != name or ((self.bundled / name).exists() and not (self.folder / name).exists()):
            raise NameTaken(f"{name}：编号“{id}”已被 {owners.get(id, name)} 使用。请把文件改名后重新添加。")
        load(path, name)
        replaced = (self.folder / name).exists()
        _copy(path, self.folder / name)
        owners[id] = name
        (result.replaced if replaced else result.added).append(name)

    def remove(self, id: str) -> str:
        """Delete the file that a document came from out of sources/; returns the file's name."""
        for source in _sources(self.folder):
            if document_id(source.file) == id or source.file == id:
                source.path.unlink()
                return source.file
        raise UnknownDocument(f"sources/ 里没有编号为“{id}”的文件。随软件附带的文件不能删除。")


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _sources(folder: Path) -> Iterator[Source]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.is_symlink() and not path.name.startswith(".") and is_supported(path):
            yield Source(path.name, path, digest(path.read_bytes()))


def _expanded(paths: Iterable[Path], refused: list[KnowledgeError]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (entry for entry in sorted(path.iterdir()) if entry.is_file() and is_supported(entry))
        elif path.is_file():
            yield path
        else:
            refused.append(UnreadableFile(str(path), "没有这个文件", "请检查路径"))


def _copy(path: Path, target: Path) -> None:
    """Copy so that `target` is at every moment the old file or the new one, whole."""
    handle, name = tempfile.mkstemp(prefix=".", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as copy, path.open("rb") as original:
            shutil.copyfileobj(original, copy)
            copy.flush()
            os.fsync(copy.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise UnreadableFile(path.name, f"无法复制（{error.strerror}）", "请检查磁盘空间和权限") from error


def _taken(document: Document, file: str) -> str:
    return f"{document.file}：编号“{document.id}”已被 {file} 使用，这份文件没有收入。请把文件改名。"
