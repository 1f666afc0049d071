"""The formats that are read: which loader reads each, what its bytes may be, and where it is parsed."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from ..errors import UnreadableFile, reason_of
from ..limits import Limits, many, shown
from .loaded import Loaded
from .signature import refuse_mislabelled


@dataclass(frozen=True, slots=True)
class Format:
    """`module` of this package has `load(path, file, limits) -> Loaded`, and imports its parser.

    `signatures` are what the bytes may show (None is text). `isolated` formats are parsed in a child process:
    their parsers are large, or follow what a hostile file tells them to. Large texts are, too. An `archive`
    holds other files.
    """

    module: str
    signatures: frozenset[str | None]
    isolated: bool = True
    archive: bool = False


_TEXT = frozenset({None, "html"})
FORMATS = {
    ".doc": Format("doc", frozenset({"doc"})),
    ".docm": Format("docx", frozenset({"docx"})),
    ".docx": Format("docx", frozenset({"docx"})),
    ".csv": Format("csv", frozenset({None}), isolated=False),
    ".tsv": Format("csv", frozenset({None}), isolated=False),
    ".pdf": Format("pdf", frozenset({"pdf"})),
    ".xls": Format("xls", frozenset({"xls"})),
    ".xlsm": Format("xlsx", frozenset({"xlsx"})),
    ".xlsx": Format("xlsx", frozenset({"xlsx"})),
    ".zip": Format("archive", frozenset({"zip"}), isolated=False, archive=True),
    ".htm": Format("html", _TEXT),
    ".shtml": Format("html", _TEXT),
    ".xhtml": Format("html", _TEXT),
    ".html": Format("html", _TEXT),
    ".txt": Format("text", _TEXT, isolated=False),
    ".md": Format("markdown", _TEXT, isolated=False),
    ".markdown": Format("markdown", _TEXT, isolated=False),
}


def is_supported(file: str) -> bool:
    return Path(file).suffix.lower() in FORMATS


def refuse_unsupported(file: str) -> None:
    """Raises UnreadableFile where no loader reads files of this name."""
    if not is_supported(file):
        known = "、".join(sorted(suffix[1:] for suffix in FORMATS))
        raise UnreadableFile(file, "不支持这种文件格式", f"请转换为以下格式之一再添加：{known}")


def format_of(file: str) -> Format:
    refuse_unsupported(file)
    return FORMATS[Path(file).suffix.lower()]


def parsed(path: Path, file: str, limits: Limits) -> Loaded:
    """What the loader of the format gives, in this process. Raises UnreadableFile, whatever goes wrong."""
    format = format_of(file)
    with translated(file):
        refuse_too_large(path, file, limits)
        refuse_mislabelled(path.read_bytes(), format.signatures, file)
        loaded: Loaded = import_module(f".{format.module}", __package__).load(path, file, limits)
        return _bounded(loaded, file, limits)


@contextmanager
def translated(file: str) -> Iterator[None]:
    """Raises as UnreadableFile what a parser trips over, so that the other files are still read."""
    try:
        yield
    except UnreadableFile:
        raise
    except OSError as error:
        problem = f"无法读取（{reason_of(error)}）"
        raise UnreadableFile(file, problem, "请检查文件是否存在、权限是否允许读取") from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        remedy = "请重新下载，或用原来的软件打开后重新保存"
        raise UnreadableFile(file, "文件不完整或已损坏", remedy) from error
    except MemoryError as error:
        raise UnreadableFile(file, "内容过大，内存不足", "请拆成几份后重新添加") from error
    except RecursionError as error:
        raise UnreadableFile(file, "内容嵌套过深", "请用原来的软件另存后重新添加") from error
    except Exception as error:
        problem = f"无法解析（{type(error).__name__}）"
        raise UnreadableFile(file, problem, "文件可能已损坏，请重新保存或转换格式") from error


def refuse_too_large(path: Path, file: str, limits: Limits) -> None:
    if path.stat().st_size > limits.file:
        problem = f"文件大小超过 {shown(limits.file)}"
        raise UnreadableFile(file, problem, "请拆成几份，或只保留文字部分后重新添加")


def _bounded(loaded: Loaded, file: str, limits: Limits) -> Loaded:
    if any(len(document.text) > limits.text for document in loaded.documents):
        problem = f"文字超过 {many(limits.text)}字"
        raise UnreadableFile(file, problem, "请拆成几份后重新添加")
    return loaded
