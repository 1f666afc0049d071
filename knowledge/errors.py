"""The errors that knowledge raises.

    KnowledgeError              shown to the person who asked, as it is
    ├── UnreadableFile          a source file that no document can be made of
    ├── NameTaken               a file or document id that is in the library already
    ├── UnknownDocument         an id that the library does not hold
    ├── EditionDamaged          an edition whose files are missing or cut short
    ├── UnknownEdition          a number of no edition that is kept
    ├── ReloadRunning           another process is changing the library or building an edition
    ├── ReloadFailed            a reload in another process that did not come to its end
    └── NotWritten              the disk is full, or not ours to write to; nothing was changed

A message says in Chinese what is wrong, where, and what to do about it.
"""

import errno


class KnowledgeError(Exception):
    """Base of all errors of the library; its text is a complete Chinese sentence for the user."""


class UnreadableFile(KnowledgeError):
    """A source file that no document can be made of."""

    def __init__(self, file: str, problem: str, remedy: str, line: int | None = None) -> None:
        self.file, self.problem, self.remedy, self.line = file, problem, remedy, line
        place = file if line is None else f"{file} 第 {line} 行"
        super().__init__(f"{place}：{problem}。{remedy}。")


class NameTaken(KnowledgeError):
    """A file name or document id that the library holds already."""


class UnknownDocument(KnowledgeError):
    """An id that the library does not hold."""


class EditionDamaged(KnowledgeError):
    """An edition whose files are missing or cut short."""


class UnknownEdition(KnowledgeError):
    """A number of no edition that is kept."""


class ReloadRunning(KnowledgeError):
    """Another process is changing the library or building an edition."""


class ReloadFailed(KnowledgeError):
    """A reload in another process that did not come to its end. The edition before goes on answering."""


class NotWritten(KnowledgeError):
    """The disk is full, or not ours to write to. Whoever raises it has left everything as it was."""

    def __init__(self, error: OSError) -> None:
        number = error.errno or errno.ENOSPC  # NumPy gives none where a write was cut short
        reason = REASONS.get(number) or reason_of(error)
        place = f"（{error.filename}）" if error.filename else ""
        remedy = _REMEDIES.get(number, "请检查磁盘")
        super().__init__(f"写入资料库时出错，没有作任何改动：{reason}{place}。{remedy}后重试。")


def reason_of(error: OSError) -> str:
    """Why the system has refused something, as a Chinese clause; what is rare is told in its own words."""
    return REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


REASONS = {
    errno.EACCES: "没有权限",
    errno.EBUSY: "正被别的程序占用",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EEXIST: "已有同名的文件",
    errno.EFBIG: "文件过大",
    errno.EIO: "磁盘读写出错",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ELOOP: "链接绕成了圈",
    errno.EMFILE: "打开的文件太多",
    errno.ENAMETOOLONG: "名称过长",
    errno.ENFILE: "打开的文件太多",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOMEM: "内存不足",
    errno.ENOSPC: "磁盘空间不足",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.ENXIO: "没有这个设备",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ESTALE: "网络磁盘已断开",
    errno.ETIMEDOUT: "等待超时",
}
_CLEAR, _ALLOW = "请清理出空间", "请检查数据文件夹的权限"
_REMEDIES = {
    errno.ENOSPC: _CLEAR,
    errno.EDQUOT: _CLEAR,
    errno.EACCES: _ALLOW,
    errno.EPERM: _ALLOW,
    errno.EROFS: _ALLOW,
}
