"""The errors that knowledge raises.

    KnowledgeError              shown to the person who asked, as it is
    ├── UnreadableFile          a source file that no document can be made of
    ├── NameTaken               a file or document id that is in the library already
    ├── UnknownDocument         an id that the library does not hold
    ├── EditionDamaged          an edition whose files are missing or cut short
    └── ReloadRunning           another process is building an edition

A message says in Chinese what is wrong, where, and what to do about it.
"""


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


class ReloadRunning(KnowledgeError):
    """Another process is building an edition."""
