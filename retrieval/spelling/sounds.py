"""How characters are read, in Pinyin without tones: knowledge/words/sounds.txt."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from knowledge.words import HERE, read

from ..building.vocabulary import term_key

MOST = 3  # readings of a character
_UNTOLD = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))  # initials that many take for one another
_ENDINGS = re.compile(r"(?<=[aei])ng$")


@dataclass(frozen=True, slots=True)
class Sounds:
    """`syllables` by number, the first is none; `keys` has for each what it adds to the key of a word, the
    same for syllables that are easily taken for one another (zhi and zi, lan and nang). `readings` has the
    syllables of each character, the most usual first.
    """

    syllables: tuple[str, ...]
    keys: NDArray[np.uint64]
    readings: dict[str, tuple[int, ...]]

    def heard(self, text: str) -> NDArray[np.uint16]:
        """uint16[text, MOST]: the syllables that each character may be read as; 0 where there are no more."""
        rows = [self.readings.get(letter, ()) for letter in text]
        return np.array([(*row, *(0,) * (MOST - len(row))) for row in rows], np.uint16).reshape(-1, MOST)

    def same(self, one: str, other: str) -> bool:
        """Whether two characters may be read the same."""
        return not set(self.readings.get(one, ())).isdisjoint(self.readings.get(other, ()))

    def alike(self, one: str, other: str) -> bool:
        """Whether they may be read so that the one is easily taken for the other."""
        keys = (set(self.keys[list(self.readings.get(letter, ()))].tolist()) for letter in (one, other))
        return not next(keys).isdisjoint(next(keys))

    def spelled(self, word: str) -> list[tuple[int, ...]]:
        """The ways to read a word, none where one of its characters is unknown."""
        return list(product(*(self.readings.get(letter, ()) for letter in word)))


@cache
def sounds() -> Sounds:
    """Reading the table takes some milliseconds, once."""
    rows = [line.split(" ") for line in read(HERE / "sounds.txt")]
    syllables = ("", *(name for name, _ in rows))
    usual: dict[str, list[int]] = {}
    further: dict[str, list[int]] = {}
    for number, (_, letters) in enumerate(rows, 1):
        first, _, also = letters.partition("|")
        for found, group in ((usual, first), (further, also)):
            for letter in group:
                found.setdefault(letter, []).append(number)
    readings = {letter: (*first, *further.get(letter, ()))[:MOST] for letter, first in usual.items()}
    return Sounds(syllables, np.array([term_key(_alike(name)) for name in syllables], np.uint64), readings)


def _alike(syllable: str) -> str:
    """zhing -> zin."""
    for one, other in _UNTOLD:
        if syllable.startswith(one):
            return _ENDINGS.sub("n", other + syllable[len(one) :])
    return _ENDINGS.sub("n", syllable)
