"""The words of a question that leave it without a subject of its own (谁负责, 目标是什么)."""

from dataclasses import dataclass
from functools import cache

from knowledge.words import HERE, read


@dataclass(frozen=True, slots=True)
class Carriers:
    """The classes of words of knowledge/words/elliptic.tsv, which says what each is."""

    light: frozenset[str]
    attribute: frozenset[str]
    kind: frozenset[str]
    actor: frozenset[str]

    def holds(self, word: str) -> bool:
        return word in self.light or word in self.attribute or word in self.kind or word in self.actor


@cache
def carriers() -> Carriers:
    rows = dict(line.split("\t") for line in read(HERE / "elliptic.tsv"))
    return Carriers(*(frozenset(rows[name].split()) for name in ("light", "attribute", "kind", "actor")))
