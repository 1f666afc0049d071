"""Names that a file of the library may have: what a person can read, type and tell apart."""

import unicodedata
from pathlib import Path

from .errors import UnreadableFile

LONGEST = 200  # bytes of UTF-8; file systems allow 255
_UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def library_name(path: Path) -> str:
    """The name that a file has in the library, in NFC. Raises UnreadableFile for one that it cannot keep."""
    name = unicodedata.normalize("NFC", path.name)
    remedy = "请把文件改名后重新添加"
    if any(map(_is_unseen, name)):
        raise UnreadableFile(shown(name), "文件名含有无法显示的字符", remedy)
    if name.startswith("."):
        raise UnreadableFile(name, "以点开头的是隐藏文件", remedy)
    if not document_id(name).strip():
        raise UnreadableFile(f"“{name}”", "文件名是空白的", remedy)
    if len(name.encode()) > LONGEST:
        raise UnreadableFile(name, "文件名过长", remedy)
    return name


def shown(name: str) -> str:
    """A name as it can be printed: what cannot be shown becomes U+FFFD."""
    return "".join("\ufffd" if _is_unseen(character) else character for character in name)


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN or character in _TURNING


def document_id(file: str) -> str:
    """The id of a file's document: its stem, in NFC."""
    return unicodedata.normalize("NFC", Path(file).stem)
