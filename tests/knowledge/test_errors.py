"""What the system refuses is told in Chinese, by its reason."""

import errno
import os

import pytest

from knowledge.errors import NotWritten, reason_of


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOENT, "没有这个文件或文件夹"),
        (errno.EACCES, "没有权限"),
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EISDIR, "这是文件夹，不是文件"),
    ],
)
def test_common_reasons_are_chinese(number: int, reason: str) -> None:
    assert reason_of(OSError(number, os.strerror(number))) == reason


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.EDOM, "Numerical argument out of domain"), "Numerical argument out of domain"),
        (OSError("cut short"), "OSError"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_what_is_rare_is_told_in_its_own_words(error: OSError, reason: str) -> None:
    assert reason_of(error) == reason


def test_what_cannot_be_written_is_told_with_its_place_and_remedy() -> None:
    told = str(NotWritten(PermissionError(errno.EACCES, "Permission denied", "/数据/sources")))
    assert (
        told == "写入资料库时出错，没有作任何改动：没有权限（/数据/sources）。请检查数据文件夹的权限后重试。"
    )
    assert "磁盘空间不足。请清理出空间" in str(NotWritten(OSError("3 requested and 2 written")))
    assert "请检查磁盘" in str(NotWritten(OSError(errno.EIO, "Input/output error")))
