"""The words that questions are corrected to, found by how they sound and by what they are written with.

A word is found by a key: the sum of a number for each of its syllables or characters. Words of the same
syllables or characters in another order have the same key, and a key with one of them less or more is one
subtraction or addition away. Syllables that many people do not tell apart (zhi and zi, lan and nan) count as
one here; who asks compares them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..bm25 import mapped

FIRST, LAST = "\u4e00", "\u9fff"  # the characters whose readings are known
PREFIX = "lexicon"
TABLES = ("sounds", "letters", "lacking", "initials")
_ARRAYS = ("text", "starts", "spoken", "syllables", "kinds", "readings")

Keys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Table:
    """Keys, ascending, and the number of the word that each is one of."""

    keys: Keys
    words: NDArray[np.int32]

    def find(self, wanted: Keys) -> Iterator[tuple[int, int]]:
        """(place in `wanted`, number of a word) for each word that has one of these keys."""
        if not len(self.keys):
            return
        at = self.keys.searchsorted(wanted)
        hits = np.flatnonzero(self.keys.take(at, mode="clip") == wanted)
        for place in hits.tolist():
            row = int(at[place])
            while row < len(self.keys) and self.keys[row] == wanted[place]:
                yield place, int(self.words[row])
                row += 1


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by number.

    text        uint32, the characters of all words, one word after the other
    starts      int32[words + 1], word w is text[starts[w]:starts[w + 1]]
    spoken      uint16, the syllable of each of these characters as it is read in its word; 0 if unknown
    syllables   <U6[syllables], Pinyin without tones; the one numbered 0 is none
    kinds       uint64[syllables], what each adds to a key: the same for those easily taken for one another
    readings    uint16[characters from FIRST to LAST, readings], the syllables of a character, the most usual
                first; 0 where there are no more
    sounds      words by the key of their syllables, alike ones as one
    letters     words by the key of their characters
    lacking     words of four characters and more by the keys of what is left of them without one
    initials    the same words by the key of the first letters of their syllables
    """

    text: NDArray[np.uint32]
    starts: NDArray[np.int32]
    spoken: NDArray[np.uint16]
    syllables: NDArray[np.str_]
    kinds: Keys
    readings: NDArray[np.uint16]
    sounds: Table
    letters: Table
    lacking: Table
    initials: Table

    def __len__(self) -> int:
        return len(self.starts) - 1

    def word(self, number: int) -> str:
        start, end = self.starts[number : number + 2].tolist()
        return self.text[start:end].tobytes().decode("utf-32-le")

    def read_as(self, number: int) -> list[int]:
        """The syllables of a word."""
        start, end = self.starts[number : number + 2].tolist()
        found: list[int] = self.spoken[start:end].tolist()
        return found

    def heard(self, text: str) -> NDArray[np.uint16]:
        """uint16[text, readings]: the syllables that each character may be read as, the most usual first."""
        places = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.int64) - ord(FIRST)
        known = (places >= 0) & (places < len(self.readings))
        return np.where(known[:, None], self.readings.take(places, axis=0, mode="clip"), np.uint16(0))

    def save(self, directory: Path) -> None:
        for name in _ARRAYS:
            np.save(directory / f"{PREFIX}.{name}.npy", getattr(self, name))
        for name in TABLES:
            table: Table = getattr(self, name)
            np.save(directory / f"{PREFIX}.{name}.keys.npy", table.keys)
            np.save(directory / f"{PREFIX}.{name}.words.npy", table.words)

    @classmethod
    def load(cls, directory: Path) -> "Lexicon":
        """Memory-mapped. Raises OSError or ValueError where a file is missing or cut short."""
        found: dict[str, Any] = {name: mapped(directory / f"{PREFIX}.{name}.npy") for name in _ARRAYS}
        for name in TABLES:
            parts = (mapped(directory / f"{PREFIX}.{name}.{part}.npy") for part in ("keys", "words"))
            found[name] = Table(*parts)
        return cls(**found)


def mixed(numbers: Any) -> Keys:
    """uint64 for each of the numbers, so that sums of them are seldom the same (the finish of SplitMix64)."""
    key = (np.asarray(numbers).astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    key = (key ^ (key >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    key = (key ^ (key >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(key ^ (key >> np.uint64(31)), np.uint64)


def letter_keys(letters: str) -> Keys:
    """uint64[letters]: what each character adds to a word's key."""
    return mixed(np.frombuffer(letters.encode("utf-32-le"), np.uint32))


def summed(keys: Keys) -> Keys:
    """uint64[keys + 1]: 0, and the sums of the first one, the first two and so on."""
    return np.concatenate([np.zeros(1, np.uint64), np.cumsum(keys, dtype=np.uint64)])


def is_letter(character: str) -> bool:
    """Whether it is a Chinese character whose readings are known."""
    return FIRST <= character <= LAST
