"""How characters are read, in Pinyin without tones: knowledge/words/sounds.txt."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import product

from knowledge.words import HERE, read

from ..building.vocabulary import term_key

MOST = 3  # readings of a character
_UNTOLD = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))  # initials that many take for one another
_ENDINGS = re.compile(r"(?<=[aei])ng$")


@dataclass(frozen=True, slots=True)
class Sounds:
    """For each character its `readings`, the most usual first, and their `keys`: what each adds to the key
    of a word, the same for syllables that are easily taken for one another (zhi and zi, lan and nang).
    `syllables` has that for each syllable.
    """

    readings: dict[str, tuple[str, ...]]
    keys: dict[str, tuple[int, ...]]
    syllables: dict[str, int]

    def same(self, one: str, other: str) -> bool:
        """Whether two characters may be read the same."""
        return not set(self.readings.get(one, ())).isdisjoint(self.readings.get(other, ()))

    def alike(self, one: str, other: str) -> bool:
        """Whether they may be read so that the one is easily taken for the other."""
        return not set(self.keys.get(one, ())).isdisjoint(self.keys.get(other, ()))

    def spelled(self, word: str) -> list[tuple[str, ...]]:
        """The ways to read a word, none where one of its characters is unknown."""
        return list(product(*(self.readings.get(letter, ()) for letter in word)))


@cache
def sounds() -> Sounds:
    """Reading the table takes some milliseconds, once."""
    usual, further = dict[str, list[str]](), dict[str, list[str]]()
    syllables: dict[str, int] = {}
    for line in read(HERE / "sounds.txt"):
        name, _, letters = line.partition(" ")
        first, _, also = letters.partition("|")
        syllables[name] = term_key(_alike(name))
        for found, group in ((usual, first), (further, also)):
            for letter in group:
                found.setdefault(letter, []).append(name)
    readings = {letter: (*first, *further.get(letter, ()))[:MOST] for letter, first in usual.items()}
    keys = {letter: tuple(syllables[name] for name in names) for letter, names in readings.items()}
    return Sounds(readings, keys, syllables)


def _alike(syllable: str) -> str:
    """zhing -> zin."""
    for one, other in _UNTOLD:
        if syllable.startswith(one):
            return _ENDINGS.sub("n", other + syllable[len(one) :])
    return _ENDINGS.sub("n", syllable)
