"""The files of the library as they stand in their folders, and what stands there but cannot be read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import KnowledgeError, UnreadableFile
from .filenames import library_name, shown
from .folder import digest_of
from .loaders import refuse_unsupported
from .metadata_file import METADATA_FILE, corrections
from .problems import Problem


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the library: `file` is its name there, `digest` the SHA-256 of its bytes.

    The digest is empty where the file cannot be read. `bundled` files are those that come with the software.
    `given` is what the library.toml beside it says of its documents; the digest changes with that, too.
    """

    file: str
    path: Path
    digest: str
    bundled: bool = False
    given: str = ""


def sources(folder: Path, bundled: bool = False) -> Iterator[Source]:
    """The files of a folder that are to be read, by name; none where there is no folder."""
    beside = corrections(folder)
    for name in names(folder):
        given = beside.about(name)
        yield Source(name, folder / name, digest_of(folder / name, given), bundled, given)


def names(folder: Path) -> Iterator[str]:
    """The names of those files."""
    return (path.name for path in _entries(folder) if _refusal(path) is None)


def strays(folder: Path, known: Sequence[str] = ()) -> Iterator[Problem]:
    """What else stands in the folder, and what is wrong with its library.toml. Hidden files are nobody's
    business, nor are folders that are `known`.
    """
    beside = corrections(folder)
    yield from beside.problems
    yield from beside.unused(list(names(folder)))
    for path in _entries(folder):
        refusal = _refusal(path)
        if refusal and not path.name.startswith(".") and not (path.name in known and path.is_dir()):
            yield Problem.of(refusal)


def to_add(paths: Iterable[Path], refused: list[KnowledgeError]) -> Iterator[Path]:
    """The files that are given, and those of given folders and the folders in them, each once.

    What cannot be added goes to `refused`; hidden files in folders are passed over.
    """
    seen: set[Path] = set()
    for path in _expanded(paths):
        refusal = _refusal(path)
        if path.name == METADATA_FILE and path.is_file():
            continue
        if refusal:
            refused.append(refusal)
        elif path.resolve() not in seen:
            seen.add(path.resolve())
            yield path


def metadata_files(paths: Iterable[Path]) -> list[Path]:
    """The library.toml files among those that are given, and those in given folders."""
    files = (path / METADATA_FILE if path.is_dir() and not path.is_symlink() else path for path in paths)
    return [path for path in files if path.name == METADATA_FILE and path.is_file() and not path.is_symlink()]


def _expanded(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            yield from _expanded(entry for entry in _entries(path) if not entry.name.startswith("."))
        else:
            yield path


def _entries(folder: Path) -> list[Path]:
    entries = sorted(folder.iterdir()) if folder.is_dir() else []
    return [entry for entry in entries if entry.name != METADATA_FILE]


def _refusal(path: Path) -> UnreadableFile | None:
    """Why this is no file that the library reads; None if it is one."""
    try:
        _check(path)
    except UnreadableFile as error:
        return error
    return None


def _check(path: Path) -> None:
    name = shown(path.name)
    if path.is_symlink():
        raise UnreadableFile(name, "这是一个链接，不是文件", "请改用文件本身")
    if path.is_dir():
        raise UnreadableFile(name, "文件夹里的文件没有收入", "请用 fupin kb add 添加里面的文件")
    if not path.exists():
        raise UnreadableFile(shown(str(path)), "没有这个文件", "请检查路径")
    if not path.is_file():
        raise UnreadableFile(name, "这不是普通的文件", "请换一个文件")
    refuse_unsupported(library_name(path))
