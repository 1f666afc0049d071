"""The small text files of sources/answers/ and sources/words/."""

import hashlib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from ..errors import UnreadableFile, reason_of

LARGEST = 64_000  # bytes


def digests(folder: Path) -> list[tuple[str, str]]:
    """Name and content of each file, so that it is seen when one changes."""
    return [(f"{folder.name}/{path.name}", _digest(path)) for path in files(folder)]


def files(folder: Path) -> Iterator[Path]:
    """What stands in a folder, by name; hidden files are nobody's business."""
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~$")))


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def text_of(path: Path, file: str) -> str:
    """The text of a small UTF-8 file, its lines ended by \\n. Raises UnreadableFile, with the line."""
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableFile(file, "文件过大", "请拆成几个文件")
        raw = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnreadableFile(file, f"无法读取（{reason_of(error)}）", "请检查文件和权限") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UnreadableFile(file, "不是 UTF-8 编码的文字", "请另存为 UTF-8 编码", line) from error
    refuse_unseen(raw, file)
    return raw.replace("\r\n", "\n").replace("\r", "\n")


def refuse_unseen(text: str, file: str) -> None:
    """Raises UnreadableFile, with the line, for what can be neither stored nor shown."""
    for at, each in enumerate(text):
        if unicodedata.category(each) in ("Cc", "Cs") and each not in "\t\r\n":
            line = text.count("\n", 0, at) + 1
            raise UnreadableFile(file, "含有无法显示的字符", "请删去后重新保存", line)
