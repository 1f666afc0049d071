"""A document as it stands in lists, with the key that stands for it in the data of buttons."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.desk.library.facets import Count, Facet, facets, in_order
from knowledge.curated.answer import FOLDER
from knowledge.document import Metadata
from knowledge.shelf import Shelf

OPEN = "dd:{key}"
"""The data of the button that shows a document; bot.telegram.reading knows it."""
KEY = 20
"""Hexadecimal digits of a key."""
LONGEST_TITLE, LONGEST_FACT = 100, 40
"""Code points of a title, and of an issuer or the like, in a list."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A document by its number on the shelf. `facets` has the values that it is listed under."""

    number: int
    id: str
    title: str
    metadata: Metadata
    facets: Mapping[Facet, tuple[str, ...]]

    @property
    def key(self) -> str:
        return key(self.id)

    def line(self, standing: str | None) -> str:
        """Title, number, issuer, date, and why it is not in force, if it is not."""
        issuer = self.metadata.issuer or self.metadata.source
        badge = f"⚠️ {_cut(standing)}" if standing else None
        facts = (_cut(issuer or ""), self.metadata.published, badge)
        number = self.metadata.number or ""
        number = f"（{_cut(number)}）" if number not in self.title else ""
        return f"{_cut(self.title, LONGEST_TITLE)}{number}" + "".join(f" · {each}" for each in facts if each)


def entries(shelf: Shelf) -> Iterator[Entry]:
    """The documents in their order, without the organisation's own answers."""
    for number in range(len(shelf)):
        id, file, metadata = shelf.row(number)
        if not file.startswith(f"{FOLDER}/"):
            yield Entry(number, id, metadata.title or id, metadata, facets(metadata))


def values(facet: Facet, entries: Iterable[Entry]) -> list[Count]:
    """The values of a facet that the documents have, in the order of that facet."""
    return in_order(facet, Counter(value for each in entries for value in each.facets[facet]).items())


def latest_first(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda each: each.metadata.published or "", reverse=True)


def key(name: str) -> str:
    """What stands for a name in the data of a button: 20 ASCII characters."""
    return hashlib.sha256(name.encode()).hexdigest()[:KEY]


def _cut(text: str, longest: int = LONGEST_FACT) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
