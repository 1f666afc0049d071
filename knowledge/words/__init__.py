"""The vocabulary of the field: words for jieba, and stop words. One word a line; # starts a comment."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Words:
    """`field` are added to jieba's dictionary; `stop` are dropped from questions and passages."""

    field: tuple[str, ...]
    stop: frozenset[str]


@cache
def bundled() -> Words:
    return Words(tuple(read(HERE / "field.txt")), frozenset(read(HERE / "stopwords.txt")))


def read(path: Path) -> list[str]:
    """The words of a list, in its order."""
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]
