"""What is wrong with a file of the library, and what to do about it."""

from dataclasses import dataclass

from .errors import UnreadableFile


@dataclass(frozen=True, slots=True)
class Problem:
    """`file` is its name in the library, `line` counts from 1 and is None where the whole file is meant.

    `problem` and `remedy` are Chinese clauses without a full stop; `str` makes one line of them all.
    """

    file: str
    line: int | None
    problem: str
    remedy: str

    @classmethod
    def of(cls, error: UnreadableFile) -> "Problem":
        return cls(error.file, error.line, error.problem, error.remedy)

    def __str__(self) -> str:
        return str(UnreadableFile(self.file, self.problem, self.remedy, self.line))
