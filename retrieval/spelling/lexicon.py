"""The words that questions are put right by, found by how they sound and by what they are written with.

A word is found by a key: the sum, modulo 2^64, of a number for each of its syllables, or characters. Words
of the same syllables or characters in another order have the same key, and a key with one of them less or
more is one subtraction or addition away. Who finds a word compares it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..bm25 import mapped

FIRST, LAST = "\u4e00", "\u9fff"  # the Chinese characters that words of the lexicon consist of
MODULUS = 1 << 64
PREFIX = "lexicon"
TABLES = ("sounds", "letters", "lacking", "initials")

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
    sounds      words by the keys of their syllables, for each way to read them
    letters     words by the key of their characters
    lacking     words of four characters and more by the keys of what is left of them without one
    initials    the same words by the keys of the first letters of their syllables
    """

    text: NDArray[np.uint32]
    starts: NDArray[np.int32]
    sounds: Table
    letters: Table
    lacking: Table
    initials: Table

    def __len__(self) -> int:
        return len(self.starts) - 1

    def word(self, number: int) -> str:
        start, end = self.starts[number : number + 2].tolist()
        return self.text[start:end].tobytes().decode("utf-32-le")

    def save(self, directory: Path) -> None:
        for name in ("text", "starts"):
            np.save(directory / f"{PREFIX}.{name}.npy", getattr(self, name))
        for name in TABLES:
            table: Table = getattr(self, name)
            np.save(directory / f"{PREFIX}.{name}.keys.npy", table.keys)
            np.save(directory / f"{PREFIX}.{name}.words.npy", table.words)

    @classmethod
    def load(cls, directory: Path) -> "Lexicon":
        """Memory-mapped. Raises OSError or ValueError where a file is missing or cut short."""
        found: dict[str, Any] = {
            name: mapped(directory / f"{PREFIX}.{name}.npy") for name in ("text", "starts")
        }
        for name in TABLES:
            parts = (mapped(directory / f"{PREFIX}.{name}.{part}.npy") for part in ("keys", "words"))
            found[name] = Table(*parts)
        return cls(**found)


def letter_keys(letters: str) -> Keys:
    """uint64[letters]: what each character adds to the key of a word (the finish of SplitMix64)."""
    key = np.frombuffer(letters.encode("utf-32-le"), np.uint32).astype(np.uint64) + np.uint64(1)
    key = key * np.uint64(0x9E3779B97F4A7C15)
    key = (key ^ (key >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    key = (key ^ (key >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(key ^ (key >> np.uint64(31)), np.uint64)


@lru_cache(maxsize=1 << 14)
def letter_key(letter: str) -> int:
    return int(letter_keys(letter)[0])
