"""Files -> documents: one loader for each format, chosen by the file's suffix.

A loader is a function `load(path, file) -> list[Document]`; it raises UnreadableFile. Its module, and the
parser in it, is imported only when a file of its format is met.
"""

from codecs import BOM_UTF8
from dataclasses import astuple
from importlib import import_module
from pathlib import Path

from ..document import Document
from ..errors import UnreadableFile

LOADERS = {".md": "markdown", ".markdown": "markdown", ".txt": "text"}


def is_supported(path: Path) -> bool:
    return path.suffix.lower() in LOADERS


def refuse_unsupported(file: str) -> None:
    """Raises UnreadableFile where no loader reads files of this name."""
    if not is_supported(Path(file)):
        known = "、".join(sorted(suffix[1:] for suffix in LOADERS))
        raise UnreadableFile(file, "不支持这种文件格式", f"请转换为以下格式之一再添加：{known}")


def load(path: Path, file: str) -> list[Document]:
    """The documents of one file. `file` is its name in the library. Raises UnreadableFile."""
    refuse_unsupported(file)
    loader = import_module(f".{LOADERS[Path(file).suffix.lower()]}", __name__)
    try:
        documents: list[Document] = loader.load(path, file)
    except UnreadableFile:
        raise
    except Exception as error:  # whatever a parser trips over, the other files are still read
        problem = f"无法解析（{type(error).__name__}）"
        raise UnreadableFile(file, problem, "文件可能已损坏，请重新保存或转换格式") from error
    if not any(document.text.strip() for document in documents):
        raise UnreadableFile(file, "文件里没有文字", "请检查文件内容后重新添加")
    for document in documents:
        _refuse_surrogates(document, file)
    return documents


def _refuse_surrogates(document: Document, file: str) -> None:
    """Half a character, as faulty converters write it, can be stored nowhere."""
    given = (value for value in astuple(document.metadata) if isinstance(value, str))
    try:
        "".join((document.id, document.text, *given, *document.metadata.regions)).encode()
    except UnicodeEncodeError as error:
        raise UnreadableFile(file, "文字里有无效的字符", "请用原来的软件重新保存") from error


def read_text(path: Path, file: str) -> str:
    """A UTF-8 file, with or without BOM, its lines ended by \\n. Raises UnreadableFile with the bad line."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        problem = f"无法读取（{error.strerror}）"
        raise UnreadableFile(file, problem, "请检查文件是否存在、权限是否允许读取") from error
    raw = raw.removeprefix(BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"\0" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
        raise UnreadableFile(file, "含有空字节，不是文字文件", "请另存为 UTF-8 编码的文字后重新添加", line)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(file, "不是 UTF-8 编码的文字", "请另存为 UTF-8 编码后重新添加", line) from error
