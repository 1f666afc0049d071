"""Terms and their numbers: a dict while an edition is built, a sorted array of keys once it is."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

TERMS, KEYS = "vocabulary.txt", "vocabulary.keys.npy"


class Vocabulary:
    """Terms by number, in the order in which they were first met; `keys` are those of the first ones."""

    def __init__(self, terms: Iterable[str] = (), keys: NDArray[np.uint64] | None = None) -> None:
        self.numbers = {term: number for number, term in enumerate(terms)}
        self._keys = np.zeros(0, np.uint64) if keys is None else keys

    def encode(self, terms: Iterable[str]) -> list[int]:
        numbers = self.numbers
        return [numbers.setdefault(term, len(numbers)) for term in terms]

    def __len__(self) -> int:
        return len(self.numbers)

    def keys(self) -> NDArray[np.uint64]:
        """uint64[terms]: each term's key, by number."""
        if len(self._keys) < len(self):
            new = list(self.numbers)[len(self._keys) :]
            self._keys = np.concatenate([self._keys, np.array([term_key(term) for term in new], np.uint64)])
        return self._keys

    def without(self, unused: NDArray[np.bool_]) -> tuple["Vocabulary", NDArray[np.int32]]:
        """The vocabulary without the terms that are marked, and the new numbers of those that stay."""
        kept = np.flatnonzero(~unused)
        numbers = np.full(len(self), -1, np.int32)
        numbers[kept] = np.arange(len(kept))
        terms = list(self.numbers)
        return Vocabulary((terms[number] for number in kept.tolist()), self.keys()[kept]), numbers

    def save(self, directory: Path) -> None:
        (directory / TERMS).write_text("\n".join(self.numbers), encoding="utf-8")
        np.save(directory / KEYS, self.keys())

    @classmethod
    def load(cls, directory: Path) -> "Vocabulary":
        """Raises OSError or ValueError where a file is missing or cut short."""
        text = (directory / TERMS).read_text(encoding="utf-8")
        found = cls(text.split("\n") if text else (), np.load(directory / KEYS))
        if len(found) != len(found.keys()):
            raise ValueError(f"{directory / TERMS}: {len(found)} terms instead of {len(found.keys())}")
        return found


@lru_cache(maxsize=1 << 16)
def term_key(term: str) -> int:
    """A term's 64-bit key. Keys stand in the arrays, so that opening an edition parses no text."""
    return int.from_bytes(blake2b(term.encode(), digest_size=8).digest(), "little")


def find(keys: NDArray[np.uint64], terms: Sequence[str]) -> NDArray[np.int64]:
    """int64[terms]: the place of each term in the ascending `keys`, -1 for a term that is not there."""
    if not len(keys):
        return np.full(len(terms), -1)
    wanted = np.fromiter(map(term_key, terms), np.uint64, len(terms))
    at = keys.searchsorted(wanted)
    return np.where(keys.take(at, mode="clip") == wanted, at, -1)
