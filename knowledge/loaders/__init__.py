"""Files -> documents: one loader for each format, chosen by the file's suffix.

A loader is a function `load(path, file) -> list[Document]`; it raises UnreadableFile. Its module, and the
parser in it, is imported only when a file of its format is met.
"""

import unicodedata
from importlib import import_module
from pathlib import Path

from ..document import Document
from ..errors import UnreadableFile

LOADERS = {".md": "markdown", ".markdown": "markdown", ".txt": "text"}


def is_supported(path: Path) -> bool:
    return path.suffix.lower() in LOADERS


def load(path: Path, file: str) -> list[Document]:
    """The documents of one file. `file` is its name in the library. Raises UnreadableFile."""
    if not is_supported(path):
        known = "、".join(sorted(suffix[1:] for suffix in LOADERS))
        raise UnreadableFile(file, "不支持这种文件格式", f"请转换为以下格式之一再添加：{known}")
    loader = import_module(f".{LOADERS[path.suffix.lower()]}", __name__)
    documents: list[Document] = loader.load(path, file)
    if not any(document.text.strip() for document in documents):
        raise UnreadableFile(file, "文件里没有文字", "请检查文件内容后重新添加")
    return documents


def document_id(file: str) -> str:
    """The id of a file's document: its stem."""
    return unicodedata.normalize("NFC", Path(file).stem)


def read_text(path: Path, file: str) -> str:
    """A UTF-8 file, with or without BOM. Raises UnreadableFile with the line of the first bad byte."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(file, f"无法读取（{error.strerror}）", "请检查文件是否存在、权限是否允许读取") from error
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(file, "不是 UTF-8 编码的文字", "请另存为 UTF-8 编码后重新添加", line) from error
