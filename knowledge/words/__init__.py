"""The vocabulary of the field: words for jieba, stop words, and synonyms. # starts a comment."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
DIRECTED = ">"  # between everyday words and the official ones that they find


@dataclass(frozen=True, slots=True)
class Words:
    """`field` are added to jieba's dictionary; `stop` are dropped from questions and passages.

    `synonyms` are pairs of a question's word and those that a passage may have in its place.
    """

    field: tuple[str, ...] = ()
    stop: frozenset[str] = frozenset()
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def dumps(self) -> str:
        """As JSON, the same for the same words."""
        given = {"field": self.field, "stop": sorted(self.stop), "synonyms": self.synonyms}
        return json.dumps(given, ensure_ascii=False)

    @classmethod
    def loads(cls, text: str) -> "Words":
        """Raises ValueError, KeyError or TypeError for a text that `dumps` has not made."""
        given = json.loads(text)
        synonyms = tuple((word, tuple(others)) for word, others in given["synonyms"])
        return cls(tuple(given["field"]), frozenset(given["stop"]), synonyms)


@cache
def bundled() -> Words:
    return Words(
        tuple(read(HERE / "field.txt")),
        frozenset(read(HERE / "stopwords.txt")),
        synonyms(read(HERE / "synonyms.txt")),
    )


def read(path: Path) -> list[str]:
    """The lines of a list, in its order."""
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


def synonyms(lines: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Groups of words -> each word with the others that it finds, in the order of the lines."""
    found: dict[str, dict[str, None]] = {}
    for line in lines:
        left, directed, right = line.partition(DIRECTED)
        for word in left.split():
            others = (other for other in (right if directed else left).split() if other != word)
            found.setdefault(word, {}).update(dict.fromkeys(others))
    return tuple((word, tuple(others)) for word, others in found.items())
