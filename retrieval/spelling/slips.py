"""What may have been meant: words of the lexicon that are one slip away from what stands in a question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from knowledge.words import HERE, read

from .lexicon import Keys, Lexicon, is_letter, letter_keys, summed, total
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
    """The slips in a text that touch one of its doubtful places, bool[text]."""

    def __init__(self, text: str, doubtful: Sequence[bool], lexicon: Lexicon) -> None:
        self._text, self._lexicon = text, lexicon
        self._doubtful = doubtful
        self._starts, self._ends = _spans([is_letter(each) for each in text], doubtful)
        self._letters = letter_keys(text)
        self._keys = self._summed(self._letters)

    def all(self) -> list[Slip]:
        """Each part of the text that may stand for another word, with each such word once."""
        found = (*self._sounding(), *self._swapped(), *self._alike(), *self._doubled(), *self._missing())
        return list({(slip.start, slip.end, slip.word): slip for slip in reversed(found)}.values())

    def _summed(self, keys: Keys) -> Keys:
        """The key of each span."""
        sums = summed(keys)
        found: Keys = sums[self._ends] - sums[self._starts]
        return found

    def _span(self, number: int) -> tuple[int, int]:
        return int(self._starts[number]), int(self._ends[number])

    def _holding(self, first: int, last: int) -> NDArray[np.int64]:
        """The numbers of the spans that hold these places and those between."""
        return np.flatnonzero((self._starts <= first) & (last < self._ends))

    def _sounding(self) -> Iterator[Slip]:
        """Words that sound as a span does, or nearly so; one of its characters may have another reading."""
        heard = sounds().heard(self._text)
        each = sounds().keys[heard]
        keys = self._summed(each[:, 0])
        places, others = np.nonzero((each != each[:, :1]) & (heard > 0))
        changes = each[places, others] - each[places, 0]
        within = (self._starts <= places[:, None]) & (places[:, None] < self._ends)
        rows, spans = np.nonzero(within)
        wanted = np.concatenate([keys, keys[spans] + changes[rows]])
        numbers = np.concatenate([np.arange(len(keys)), spans])
        for at, word in self._lexicon.sounds.find(wanted):
            yield from self._heard(*self._span(numbers[at]), self._lexicon.word(word))

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
        for at, number in self._lexicon.letters.find(self._keys):
            start, end = self._span(at)
            word = self._lexicon.word(number)
            changed = self._differing(start, end, word)
            if len(changed) == 2 and changed[1] - changed[0] == 1:
                yield Slip(start, end, word, "order", changed)

    def _alike(self) -> Iterator[Slip]:
        """Words with a character of the same shape in a doubtful place, or beside one."""
        for place, letter in enumerate(self._text):
            others = lookalikes().get(letter)
            if others is None or not any(self._doubtful[max(0, place - 1) : place + 2]):
                continue
            spans = self._holding(place, place)
            keys = self._keys[spans][:, None] + (letter_keys(others) - self._letters[place])
            for at, number in self._lexicon.letters.find(keys.ravel()):
                start, end = self._span(spans[at // len(others)])
                word = self._lexicon.word(number)
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
        end_again = 2 * again - place
        spans = self._holding(place, end_again - 1)
        keys = self._keys[spans] - total(self._letters[place:again])
        for at, number in self._lexicon.letters.find(keys):
            start, end = self._span(spans[at])
            word = self._lexicon.word(number)
            if word == self._text[start:again] + self._text[end_again:end]:
                yield Slip(start, end, word, "doubled", tuple(range(place, end_again)))

    def _missing(self) -> Iterator[Slip]:
        """Long words that lack one character."""
        for at, number in self._lexicon.lacking.find(self._keys):
            start, end = self._span(at)
            word, typed = self._lexicon.word(number), self._text[start:end]
            for gap in range(len(word)):
                if word[:gap] + word[gap + 1 :] == typed:
                    beside = (start + gap - 1, start + gap)
                    changed = tuple(place for place in beside if start <= place < end)
                    yield Slip(start, end, word, "missing", changed)
                    break


def _spans(letters: Sequence[bool], doubtful: Sequence[bool]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The starts and the ends of all runs of two characters and more with something doubtful in them."""
    starts = np.repeat(np.arange(len(letters)), LONGEST - 1)
    ends = starts + np.tile(np.arange(2, LONGEST + 1), len(letters))
    within = ends <= len(letters)
    starts, ends = starts[within], ends[within]
    doubts, letter = (np.concatenate([[0], np.cumsum(each)]) for each in (doubtful, letters))
    wanted = (doubts[ends] > doubts[starts]) & (letter[ends] - letter[starts] == ends - starts)
    return starts[wanted], ends[wanted]


@cache
def lookalikes() -> dict[str, str]:
    """For each character those that it is taken for by its shape: lookalikes.txt."""
    found: dict[str, str] = {}
    for line in read(HERE / "lookalikes.txt"):
        group = line.split()
        for one in group:
            found[one] = found.get(one, "") + "".join(other for other in group if other != one)
    return found
