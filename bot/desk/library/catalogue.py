"""What the edition that answers holds, by column, region, year and type, and found by title or number.

An edition's documents are gone through once; that is kept until the next edition answers.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from knowledge.curated.answer import FOLDER
from knowledge.document import Metadata
from knowledge.places.gazetteer import ancestors
from knowledge.places.regions import display, region_named
from knowledge.shelf import Shelf
from knowledge.standing import plain_title
from retrieval.documents import asked_documents, bare_number
from retrieval.titles import plain

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from retrieval.answerer import Answerer
    from retrieval.edition import Edition

Facet: TypeAlias = Literal["column", "region", "year", "type"]
FACETS: tuple[Facet, ...] = ("column", "region", "year", "type")
OPEN = "dd:{key}"
"""The data of the button that shows a document; bot.telegram.reading knows it."""
KEY = 20
"""Hexadecimal digits of a key."""
LONGEST_TITLE, LONGEST_FACT = 100, 40
"""Code points of a title, and of an issuer or the like, in a list."""
_LEVELS = ("nation", "area", "province", "city", "county")
_BRACKETS = str.maketrans("【】", "〔〕")


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
        number = f"（{_cut(self.metadata.number)}）" if self.metadata.number else ""
        return f"{_cut(self.title, LONGEST_TITLE)}{number}" + "".join(f" · {each}" for each in facts if each)


class Catalogue:
    """The documents of an edition, newest first; curated answers are none. Read-only."""

    def __init__(self, edition: "Edition") -> None:
        self.edition = edition
        self.entries = latest_first(entries(edition.shelf))
        self._keys = {each.key: each for each in self.entries}
        self._numbers = {each.number: each for each in self.entries}

    def entry(self, key: str) -> Entry | None:
        """The document that has this key; None where the edition has none."""
        return self._keys.get(key)

    def select(self, chosen: Mapping[Facet, str], words: str = "") -> Sequence[Entry]:
        """The documents that have each of the values, and those called by the words, if there are any."""
        found = self.find(words) if words else self.entries
        return [each for each in found if all(value in each.facets[facet] for facet, value in chosen.items())]

    def find(self, words: str) -> Sequence[Entry]:
        """The documents of that number or whole title; or else those whose title is like it or has it."""
        wanted = words.translate(_BRACKETS).strip("《》 \n")
        number, title = bare_number(wanted), plain(wanted)
        exact = [each for each, *names in self._names if _is(number, title, *names)] if title else []
        return exact or [*dict.fromkeys([*self._called(wanted), *self._containing(title)])]

    def nearest(self, words: str, count: int = 5) -> Sequence[Entry]:
        """The documents whose titles have most of the words' pairs of characters, the most alike first."""
        wanted = _pairs(plain(words))
        alike = Counter({each: _share(wanted, _pairs(title)) for each, title, _ in self._names})
        return [each for each, share in alike.most_common(count) if share > 0]

    def versions(self, entry: Entry) -> Sequence[Entry]:
        """The other versions of the same law, newest first."""
        after = self.edition.successors.get(entry.number, [])
        before = [old for old, new in self.edition.successors.items() if entry.number in new]
        others = (self._numbers[number] for number in (*after, *before) if number in self._numbers)
        return latest_first(each for each in others if plain_title(each.title) == plain_title(entry.title))

    def _called(self, name: str) -> Sequence[Entry]:
        shelf = self.edition.shelf
        held = asked_documents(name, shelf).held or asked_documents(f"《{name}》", shelf).held
        return latest_first(self._numbers[number] for number in held if number in self._numbers)

    def _containing(self, wanted: str) -> Iterator[Entry]:
        return (each for each, title, _ in self._names if wanted and wanted in title)

    @cached_property
    def _names(self) -> list[tuple[Entry, str, str]]:
        """Each document with its title and its number, without what is typed in several ways."""
        return [(each, plain(each.title), bare_number(each.metadata.number or "")) for each in self.entries]


class Catalogues:
    """The catalogue of whichever edition answers. Thread-safe."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self._kept: Catalogue | None = None

    @property
    def answerer(self) -> "Answerer":
        return self._assistant.answerer

    def current(self) -> Catalogue:
        """Raises EditionDamaged."""
        edition, kept = self.answerer.opened()[0], self._kept
        if kept is None or kept.edition is not edition:
            kept = self._kept = Catalogue(edition)
        return kept


def entries(shelf: Shelf) -> Iterator[Entry]:
    """The documents in their order, without the organisation's own answers."""
    for number in range(len(shelf)):
        id, file, metadata = shelf.row(number)
        if not file.startswith(f"{FOLDER}/"):
            yield Entry(number, id, metadata.title or id, metadata, dict(_facets(metadata)))


def values(facet: Facet, entries: Iterable[Entry]) -> list[tuple[str, int]]:
    """The values that the documents have, each with their number: years from the latest, regions from the
    widest, the others from the most frequent.
    """
    counts = Counter(value for each in entries for value in each.facets[facet]).most_common()
    if facet == "year":
        return sorted(counts, reverse=True)
    return sorted(counts, key=lambda found: _place(found[0])) if facet == "region" else counts


def latest_first(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda each: each.metadata.published or "", reverse=True)


def key(name: str) -> str:
    """What stands for a name in the data of a button: 20 ASCII characters."""
    return hashlib.sha256(name.encode()).hexdigest()[:KEY]


def _facets(metadata: Metadata) -> Iterator[tuple[Facet, tuple[str, ...]]]:
    yield "column", _given(metadata.column)
    yield "region", tuple(dict.fromkeys(name for each in metadata.regions for name in _lying_in(each)))
    yield "year", _given((metadata.published or "")[:4])
    yield "type", _given(metadata.document_type)


def _cut(text: str, longest: int = LONGEST_FACT) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _given(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


@lru_cache(maxsize=4096)
def _lying_in(name: str) -> tuple[str, ...]:
    """A region's full name, and those of what it lies in, but for the nation."""
    region = region_named(name)
    if region is None:
        return (name,)
    return (display(region), *(display(each) for each in ancestors(region) if each.level != "nation"))


@lru_cache(maxsize=4096)
def _place(name: str) -> tuple[int, str]:
    """Where a region stands in a list: from the widest, then by its code."""
    region = region_named(name)
    return (_LEVELS.index(region.level), region.code) if region else (len(_LEVELS), name)


def _is(wanted_number: str, wanted_title: str, title: str, number: str) -> bool:
    """Whether a document has this title, or this number, from its beginning or from the issuer's year on."""
    ends = wanted_number.endswith("号") and re.search(rf"(?<!\d){re.escape(wanted_number)}\Z", number)
    return wanted_title == title or wanted_number == number != "" or bool(ends)


def _pairs(letters: str) -> set[str]:
    """Pairs of neighbours; those of digits and Latin letters tell little."""
    pairs = {letters[at : at + 2] for at in range(len(letters) - 1)}
    return {pair for pair in pairs if not pair.isascii()}


def _share(one: set[str], other: set[str]) -> float:
    """Dice's coefficient."""
    return 2 * len(one & other) / ((len(one) + len(other)) or 1)
