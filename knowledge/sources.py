"""The files of the library as they stand in their folders, and what stands there but cannot be read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import KnowledgeError, UnreadableFile, reason_of
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
    for path in _files(paths, refused):
        if path.name == METADATA_FILE:
            continue
        if refusal := _refusal(path):
            refused.append(refusal)
        elif path.resolve() not in seen:
            seen.add(path.resolve())
            yield path


def metadata_files(paths: Iterable[Path]) -> list[Path]:
    """The library.toml files that are given, and those of given folders and the folders in them."""
    found = (path for path in _files(paths, []) if path.name == METADATA_FILE)
    return [path for path in found if path.is_file() and not path.is_symlink()]


def _files(paths: Iterable[Path], refused: list[KnowledgeError]) -> Iterator[Path]:
    """What is given, and what stands in given folders and the folders in them, by name; links stay links."""
    waiting = list(paths)[::-1]
    while waiting:
        path = waiting.pop()
        try:
            if not path.is_dir() or path.is_symlink():
                yield path
            else:
                entries = (entry for entry in path.iterdir() if not entry.name.startswith("."))
                waiting.extend(sorted(entries, reverse=True))
        except OSError as error:
            refused.append(_unreadable(path, error))


def _entries(folder: Path) -> list[Path]:
    entries = sorted(folder.iterdir()) if folder.is_dir() else []
    return [entry for entry in entries if entry.name != METADATA_FILE]


def _refusal(path: Path) -> UnreadableFile | None:
    """Why this is no file that the library reads; None if it is one."""
    try:
        _check(path)
    except UnreadableFile as error:
        return error
    except OSError as error:
        return _unreadable(path, error)
    return None


def _unreadable(path: Path, error: OSError) -> UnreadableFile:
    return UnreadableFile(shown(path.name), f"无法读取（{reason_of(error)}）", "请检查路径和权限")


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
