"""What may have been meant: words of the lexicon that are one slip away from what stands in a question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Literal

import numpy as np

from knowledge.document import Span
from knowledge.words import HERE, read

from .lexicon import MODULUS, Lexicon, Table, letter_key
from .sounds import sounds

LONGEST = 9  # characters of what is looked at
Kind = Literal["sound", "near_sound", "shape", "order", "doubled", "missing"]


@dataclass(frozen=True, slots=True)
class Slip:
    """text[start:end] may stand for `word`. `changed` are the places in the text that are not as in the word;
    where a character is missing, those next to it.
    """

    start: int
    end: int
    word: str
    kind: Kind
    changed: tuple[int, ...]


class Slips:
    """The slips in the runs of Chinese characters of a text that touch one of its doubtful places."""

    def __init__(self, text: str, runs: Sequence[Span], doubtful: Sequence[bool], lexicon: Lexicon) -> None:
        self._text, self._doubtful, self._lexicon = text, doubtful, lexicon
        self._spans = list(_spans(runs, doubtful))
        self._letters = [letter_key(letter) for letter in text]
        self._sums = list(accumulate(self._letters, initial=0))

    def all(self) -> list[Slip]:
        """Each part of the text that may stand for another word, with each such word once."""
        found = (*self._sounding(), *self._swapped(), *self._alike(), *self._doubled(), *self._missing())
        return list({(slip.start, slip.end, slip.word): slip for slip in reversed(found)}.values())

    def _key(self, start: int, end: int) -> int:
        return self._sums[end] - self._sums[start]

    def _around(self, first: int, last: int) -> list[Span]:
        """The spans that hold these places and those between."""
        return [(start, end) for start, end in self._spans if start <= first and last < end]

    def _words(self, table: Table, keys: Sequence[int], spans: Sequence[Span]) -> Iterator[tuple[Span, str]]:
        """The words that the table has for keys[i], each with spans[i]."""
        wanted = np.array([key % MODULUS for key in keys], np.uint64)
        return ((spans[at], self._lexicon.word(number)) for at, number in table.find(wanted))

    def _sounding(self) -> Iterator[Slip]:
        """Words that sound as a span does, or nearly so; one of its characters may have another reading."""
        heard = [sounds().keys.get(letter, (0,)) for letter in self._text]
        sums = list(accumulate((first for first, *_ in heard), initial=0))
        others = [(place, key - row[0]) for place, row in enumerate(heard) for key in row[1:]]
        keys, spans = list[int](), list[Span]()
        for start, end in self._spans:
            key = sums[end] - sums[start]
            within = [key + change for place, change in others if start <= place < end]
            keys += key, *within
            spans += [(start, end)] * (1 + len(within))
        for (start, end), word in self._words(self._lexicon.sounds, keys, spans):
            yield from self._heard(start, end, word)

    def _heard(self, start: int, end: int, word: str) -> Iterator[Slip]:
        """The word, if each of its characters sounds as the one in its place."""
        changed = self._differing(start, end, word)
        pairs = [(self._text[place], word[place - start]) for place in changed]
        if pairs and all(sounds().same(*pair) for pair in pairs):
            yield Slip(start, end, word, "sound", changed)
        elif pairs and all(sounds().alike(*pair) for pair in pairs):
            yield Slip(start, end, word, "near_sound", changed)

    def _differing(self, start: int, end: int, word: str) -> tuple[int, ...]:
        """Where a word is not what stands there; nowhere, if it is longer or shorter."""
        if len(word) != end - start:
            return ()
        return tuple(start + at for at, letter in enumerate(word) if letter != self._text[start + at])

    def _swapped(self) -> Iterator[Slip]:
        """Words of the same characters, two neighbours exchanged."""
        keys = [self._key(*span) for span in self._spans]
        for (start, end), word in self._words(self._lexicon.letters, keys, self._spans):
            changed = self._differing(start, end, word)
            if len(changed) == 2 and changed[1] - changed[0] == 1:
                yield Slip(start, end, word, "order", changed)

    def _alike(self) -> Iterator[Slip]:
        """Words with a character of the same shape in a doubtful place, or beside one."""
        for place, letter in enumerate(self._text):
            others = lookalikes().get(letter, "")
            if not others or not any(self._doubtful[max(0, place - 1) : place + 2]):
                continue
            spans = self._around(place, place) * len(others)
            changes = [letter_key(other) - self._letters[place] for other in others]
            each = len(spans) // len(others)
            keys = [self._key(*span) + changes[at // each] for at, span in enumerate(spans)]
            for (start, end), word in self._words(self._lexicon.letters, keys, spans):
                if self._differing(start, end, word) == (place,):
                    yield Slip(start, end, word, "shape", (place,))

    def _doubled(self) -> Iterator[Slip]:
        """Words of which one or two characters were typed twice."""
        for length in (1, 2):
            for place in range(len(self._text) - 2 * length + 1):
                again = place + length
                if self._text[place:again] == self._text[again : again + length]:
                    yield from self._once(place, again)

    def _once(self, place: int, again: int) -> Iterator[Slip]:
        """Words in which text[place:again] stands once."""
        after = 2 * again - place
        spans = self._around(place, after - 1)
        keys = [self._key(*span) - self._key(place, again) for span in spans]
        for (start, end), word in self._words(self._lexicon.letters, keys, spans):
            if word == self._text[start:again] + self._text[after:end]:
                yield Slip(start, end, word, "doubled", tuple(range(place, after)))

    def _missing(self) -> Iterator[Slip]:
        """Long words that lack one character."""
        keys = [self._key(*span) for span in self._spans]
        for (start, end), word in self._words(self._lexicon.lacking, keys, self._spans):
            gaps = (at for at in range(len(word)) if word[:at] + word[at + 1 :] == self._text[start:end])
            for gap in gaps:
                beside = (start + gap - 1, start + gap)
                yield Slip(
                    start, end, word, "missing", tuple(place for place in beside if start <= place < end)
                )
                break


def _spans(runs: Sequence[Span], doubtful: Sequence[bool]) -> Iterator[Span]:
    """All parts of the runs, of two characters and more, with something doubtful in them."""
    for first, last in runs:
        doubts = [place for place in range(first, last) if doubtful[place]]
        for start in range(first, last - 1) if doubts else ():
            next_doubt = next((place for place in doubts if place >= start), last)
            for end in range(max(start + 2, next_doubt + 1), min(last, start + LONGEST) + 1):
                yield start, end


@cache
def lookalikes() -> dict[str, str]:
    """For each character those that it is taken for by its shape: lookalikes.txt."""
    found: dict[str, str] = {}
    for line in read(HERE / "lookalikes.txt"):
        group = line.split()
        for one in group:
            found[one] = found.get(one, "") + "".join(other for other in group if other != one)
    return found
