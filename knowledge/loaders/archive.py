"""Zip files: each file in one becomes documents of its own. The standard library's zipfile reads them.

Nothing is unpacked under the names that an archive gives; those only tell the format and the document's id.
"""

import re
import shutil
import time
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Protocol

from ..document import Document
from ..errors import UnreadableFile
from ..filenames import library_name, shown
from ..limits import Limits
from ..limits import shown as shown_size
from ..problems import Problem
from .formats import FORMATS, refuse_unsupported
from .loaded import Loaded
from .package import opened
from .signature import refuse_mislabelled

PATIENCE = 5  # times the seconds of one file that all files of an archive may take
CHUNK = 1 << 20
UNPACKED = "fupin-unpacked-"  # and more: the name of a folder for temporary files
FORGOTTEN = 86_400  # seconds; no archive may take as long to read
_LINK = 0o120000
_UNSAFE = re.compile(r"(?:\A|[/\\])\.\.(?:[/\\]|\Z)|\A[/\\]|\A[A-Za-z]:|\\")
_JUNK = re.compile(r"(?:\A|/)(?:__MACOSX/|\.(?!\.)|~\$|Thumbs\.db\Z|desktop\.ini\Z)", re.IGNORECASE)


class Loads(Protocol):
    limits: Limits

    def load(self, path: Path, file: str) -> Loaded: ...


def load(path: Path, file: str, reader: Loads) -> Loaded:
    """The documents of all files in the archive, each loaded by `reader`. Raises UnreadableFile."""
    content = path.read_bytes()
    refuse_mislabelled(content, frozenset({"zip", "damaged"}), file)
    documents: list[Document] = []
    problems: list[Problem] = []
    end = time.monotonic() + PATIENCE * reader.limits.seconds
    _sweep()
    with opened(content, file, reader.limits) as package, TemporaryDirectory(prefix=UNPACKED) as folder:
        for number, entry in enumerate(_entries(package)):
            try:
                loaded = _member(package, entry, file, reader, Path(folder) / str(number), end)
                _refuse_twins(loaded, documents, f"{file}/{shown(_name(entry))}")
            except UnreadableFile as error:
                problems.append(Problem.of(error))
            else:
                documents += loaded.documents
                problems += loaded.warnings
    if not documents:
        first = problems[0] if problems else Problem(file, None, "压缩包是空的", "请重新打包")
        raise UnreadableFile(file, f"里面没有可以收入的文件（{first.file}：{first.problem}）", first.remedy)
    return Loaded(tuple(documents), tuple(problems))


def _sweep() -> None:
    """Remove what processes that were killed while unpacking have left."""
    for left in Path(gettempdir()).glob(f"{UNPACKED}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > FORGOTTEN:
                shutil.rmtree(left)


def _entries(package: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """The files of the archive, in its order, without what systems put there for themselves."""
    return (each for each in package.infolist() if not each.is_dir() and not _JUNK.search(each.filename))


def _member(
    package: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str, reader: Loads, place: Path, end: float
) -> Loaded:
    """The documents of one file. Raises UnreadableFile that names it within the archive."""
    inside = _name(entry)
    full = f"{file}/{shown(inside)}"
    _refuse(entry, inside, full, reader.limits)
    if time.monotonic() > end:
        raise UnreadableFile(
            full, "压缩包里的文件太多，没有时间读完", "请分成几个压缩包，或直接添加里面的文件"
        )
    name = _kept_name(inside, full)
    refuse_unsupported(full)
    copy = place.with_suffix(Path(name).suffix)
    try:
        with package.open(entry) as packed, copy.open("wb") as unpacked:
            shutil.copyfileobj(packed, unpacked, CHUNK)  # in parts: an entry may lie about its size
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise UnreadableFile(full, "在压缩包里已损坏", "请重新打包") from error
    try:
        return reader.load(copy, f"{file}/{name}")
    finally:
        copy.unlink()


def _refuse_twins(loaded: Loaded, others: Sequence[Document], full: str) -> None:
    """Raises UnreadableFile where a document has the id of one that stands before it in the archive."""
    ids = {other.id for other in others}
    if twin := next((each.id for each in loaded.documents if each.id in ids), None):
        raise UnreadableFile(full, f"压缩包里编号“{twin}”的文件不止一个，只收入前一个", "请改名后重新打包")


def _kept_name(inside: str, full: str) -> str:
    """The name that a file of an archive has in the library. Raises UnreadableFile that names both."""
    try:
        return library_name(Path(inside))
    except UnreadableFile as error:
        raise UnreadableFile(full, error.problem, "请改名后重新打包") from error


def _refuse(entry: zipfile.ZipInfo, inside: str, full: str, limits: Limits) -> None:
    if entry.flag_bits & 1:
        raise UnreadableFile(full, "在压缩包里设有密码", "请解压后直接添加")
    if _UNSAFE.search(inside):
        raise UnreadableFile(full, "压缩包里的路径不安全", "请重新打包，只放文件，不带上级目录")
    if (entry.external_attr >> 16) & 0o170000 == _LINK:
        raise UnreadableFile(full, "这是一个链接，不是文件", "请把文件本身放进压缩包")
    if entry.file_size > limits.file:
        raise UnreadableFile(full, f"文件大小超过 {shown_size(limits.file)}", "请拆成几份后重新打包")
    suffix = Path(inside).suffix.lower()
    if suffix in FORMATS and FORMATS[suffix].archive:
        raise UnreadableFile(full, "压缩包里的压缩包没有收入", "请解压后直接添加")


def _name(entry: zipfile.ZipInfo) -> str:
    """The name, in whatever encoding it was written: Windows in China writes GBK without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename
