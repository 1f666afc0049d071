"""What a file really is, told from its bytes whatever its name says."""

import re
import zipfile
from io import BytesIO

from ..errors import UnreadableFile

START = 4096  # bytes that tell most formats
_HTML = re.compile(
    rb"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body|meta|table|div|p)\b", re.I | re.S
)
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3\0", "database"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
_PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
)
NAMES = {
    "pdf": "PDF 文件",
    "rtf": "RTF 文件",
    "image": "图片",
    "rar": "RAR 压缩包",
    "7z": "7z 压缩包",
    "gzip": "gzip 压缩文件",
    "program": "程序",
    "database": "数据库",
    "doc": "旧版 Word 文件（.doc）",
    "xls": "旧版 Excel 文件（.xls）",
    "docx": "Word 文件（.docx）",
    "xlsx": "Excel 文件（.xlsx）",
    "pptx": "PowerPoint 文件",
    "ofd": "OFD 文件",
    "zip": "ZIP 压缩包",
    "html": "网页（HTML）",
}
SUFFIXES = {
    "pdf": ".pdf",
    "doc": ".doc",
    "xls": ".xls",
    "docx": ".docx",
    "xlsx": ".xlsx",
    "zip": ".zip",
    "html": ".html",
}


def kind(content: bytes) -> str | None:
    """The format that the bytes show: a key of NAMES, "encrypted", "ole" or "damaged" for containers of which
    nothing more can be told; None for text and the unknown.
    """
    start = content[:START]
    if found := next((name for magic, name in _MAGIC if start.startswith(magic)), None):
        return found
    if start.startswith(_OLE):
        return _compound(content)
    if start.startswith((b"PK\3\4", b"PK\5\6")):
        return _package(content)
    if b"%PDF-" in start[:1024]:
        return "pdf"
    return "html" if _HTML.match(start.removeprefix(b"\xef\xbb\xbf")) else None


def refuse_mislabelled(content: bytes, expected: frozenset[str | None], file: str) -> None:
    """Raises UnreadableFile where the bytes show another format than those that the file's name allows.

    None stands for text, which has no signature.
    """
    found = kind(content)
    if found in expected:
        return
    if found == "encrypted":
        raise UnreadableFile(file, "文件设有密码", "请用 Office 或 WPS 打开，去掉密码后重新保存")
    if found in (None, "ole", "damaged"):
        raise UnreadableFile(file, "内容与扩展名不符，或不完整", "请用原来的软件打开，另存后重新添加")
    name = NAMES[found]
    problem = f"扩展名与内容不符，内容其实是{' ' * name[0].isascii()}{name}"
    raise UnreadableFile(file, problem, _remedy(found))


def _remedy(found: str) -> str:
    if found in SUFFIXES:
        return f"请把扩展名改为 {SUFFIXES[found]} 后重新添加"
    return "请转换为 Word、PDF 或文本文件后重新添加"


def _compound(content: bytes) -> str:
    """Which Office program wrote an OLE compound file, by the names of its streams."""
    names = ((f"{stream}\0".encode("utf-16-le"), name) for stream, name in _STREAMS)
    return next((name for stream, name in names if stream in content), "ole")


def _package(content: bytes) -> str:
    """What a zip file holds; one that is cut short still shows the names of its parts."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            names, other = set(package.namelist()), "zip"
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        names, other = {part for part, _ in _PARTS if part.encode() in content}, "damaged"
    return next((name for part, name in _PARTS if part in names), other)
