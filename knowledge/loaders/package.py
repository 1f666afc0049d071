"""A zip package (docx, xlsx, zip), opened only if what it unpacks to is within the limits."""

import struct
import zipfile
from io import BytesIO

from ..errors import UnreadableFile
from ..limits import Limits, shown

_END = struct.Struct("<4s4H2LH")  # the end of the central directory


def opened(content: bytes, file: str, limits: Limits) -> zipfile.ZipFile:
    """The package. Raises UnreadableFile. zipfile gives no more of an entry than the size declared for it."""
    _refuse_crowded(content, file, limits)
    try:
        package = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise UnreadableFile(
            file, "文件不完整或已损坏", "请重新下载，或用原来的软件打开后重新保存"
        ) from error
    if sum(entry.file_size for entry in package.infolist()) > limits.unpacked:
        problem = f"解压后超过 {shown(limits.unpacked)}"
        raise UnreadableFile(file, problem, "请拆成几份，或删去其中的图片后重新添加")
    return package


def _refuse_crowded(content: bytes, file: str, limits: Limits) -> None:
    """By the number of entries that the directory announces, before it is read."""
    at = content.rfind(b"PK\5\6")
    if at < 0 or len(content) < at + _END.size:
        raise _damaged(file)
    entries, size = _END.unpack_from(content, at)[4:6]
    if entries > limits.entries or size > 200 * limits.entries:
        problem = f"压缩包里的文件超过 {limits.entries} 个"
        raise UnreadableFile(file, problem, "请分成几个压缩包，或直接添加里面的文件")


def _damaged(file: str) -> UnreadableFile:
    remedy = "请重新下载，或用原来的软件打开后重新保存"
    return UnreadableFile(file, "文件不完整或已损坏", remedy)
