"""The documents of the edition that answers, narrowed by what they are listed under, found by name.

An edition's documents are gone through once; that is kept until the next edition answers.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from bot.desk.library.entry import Entry, entries, latest_first
from bot.desk.library.facets import Facet
from knowledge.standing import plain_title
from retrieval.documents import asked_documents, bare_number
from retrieval.titles import plain

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from retrieval.answerer import Answerer
    from retrieval.edition import Edition

_BRACKETS = str.maketrans("【】", "〔〕")


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
        """The documents whose titles share most pairs of characters with the words, the most alike first.

        None of them is less than half as alike as the first.
        """
        wanted = _pairs(plain(words))
        alike = Counter({each: _share(wanted, _pairs(title)) for each, title, _ in self._names})
        best = alike.most_common(count)
        return [each for each, share in best if share > 0 and share >= best[0][1] / 2]

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
