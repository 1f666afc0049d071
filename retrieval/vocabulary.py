"""Terms and their numbers: a dict while an edition is built, a sorted array of keys once it is."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray


class Vocabulary:
    """Terms by number, in the order in which they were first met."""

    def __init__(self, terms: Iterable[str] = ()) -> None:
        self.numbers = {term: number for number, term in enumerate(terms)}

    def encode(self, terms: Iterable[str]) -> list[int]:
        numbers = self.numbers
        return [numbers.setdefault(term, len(numbers)) for term in terms]

    def __len__(self) -> int:
        return len(self.numbers)

    def keys(self) -> NDArray[np.uint64]:
        """uint64[terms]: each term's key, by number."""
        return np.array([term_key(term) for term in self.numbers], np.uint64)


@lru_cache(maxsize=1 << 16)
def term_key(term: str) -> int:
    """A term's 64-bit key. Keys stand in the arrays, so that opening an edition parses no text."""
    return int.from_bytes(blake2b(term.encode(), digest_size=8).digest(), "little")


def find(keys: NDArray[np.uint64], terms: Sequence[str]) -> list[int]:
    """The place of each term in the ascending `keys`, -1 for a term that is not there."""
    if not len(keys) or not terms:
        return [-1] * len(terms)
    wanted = np.array([term_key(term) for term in terms], np.uint64)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    places: list[int] = np.where(keys[at] == wanted, at, -1).tolist()
    return places
