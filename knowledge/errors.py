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

from errno import EACCES, EDQUOT, ENOSPC, EPERM, EROFS


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
        number = error.errno or ENOSPC  # NumPy gives none where a write was cut short
        reason, remedy = _REASONS.get(number, (str(error.strerror), "请检查磁盘"))
        place = f"（{error.filename}）" if error.filename else ""
        super().__init__(f"写入资料库时出错，没有作任何改动：{reason}{place}。{remedy}后重试。")


_NO_RIGHT = ("没有写入的权限", "请检查数据文件夹的权限")
_REASONS = {
    ENOSPC: ("磁盘空间不足", "请清理出空间"),
    EDQUOT: ("磁盘配额已用完", "请清理出空间"),
    EACCES: _NO_RIGHT,
    EPERM: _NO_RIGHT,
    EROFS: _NO_RIGHT,
}
