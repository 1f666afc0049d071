"""Documents that say the same, or nearly so: their shingles are compared by the smallest of their hashes.

Broder, On the resemblance and containment of documents (1997): the share of common shingles among the
smallest ones of two documents estimates that among all.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

SHINGLE = 8  # code points, without white space
SKETCH = 200  # hashes kept of each document: an estimate is off by less than 0.1 in 99 of 100 cases
NEARLY = 0.8  # of the shingles; versions of one law have 0.3 to 0.6
COMMON = 50  # documents; a hash that more of them share tells nothing, and would cost their square


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, by number, and what share of their shingles they have in common, 0 … 1."""

    first: int
    second: int
    share: float


def duplicates(texts: Sequence[str]) -> Iterator[Pair]:
    """The pairs of texts that are nearly the same, by number."""
    sketches = [sketch(text) for text in texts]
    holders: dict[int, list[int]] = {}
    for number, hashes in enumerate(sketches):
        for value in hashes.tolist():
            holders.setdefault(value, []).append(number)
    shared = Counter(
        pair for some in holders.values() if 1 < len(some) <= COMMON for pair in combinations(some, 2)
    )
    for (first, second), common in sorted(shared.items()):
        if common >= NEARLY / 2 * min(len(sketches[first]), len(sketches[second])):
            share = resemblance(sketches[first], sketches[second])
            if share >= NEARLY:
                yield Pair(first, second, share)


def most_alike(texts: Sequence[str], others: Iterable[str]) -> Iterator[Pair]:
    """For each text that is nearly the same as one of the others: its number, the other's, and the share."""
    sketches, best = [sketch(text) for text in texts], dict[int, Pair]()
    for second, other in enumerate(map(sketch, others)):
        for first, mine in enumerate(sketches):
            share = resemblance(mine, other)
            if share >= NEARLY and (first not in best or share > best[first].share):
                best[first] = Pair(first, second, share)
    yield from best.values()


def resemblance(first: NDArray[np.uint64], second: NDArray[np.uint64]) -> float:
    """The estimated share of common shingles among those of either document, 0 … 1."""
    smallest = np.union1d(first, second)[:SKETCH]
    return len(np.intersect1d(np.intersect1d(first, second), smallest)) / max(1, len(smallest))


def sketch(text: str) -> NDArray[np.uint64]:
    """uint64, ascending: the smallest hashes of a text's shingles."""
    codes = np.frombuffer("".join(text.split()).encode("utf-32-le"), np.uint32).astype(np.uint64)
    size = min(SHINGLE, len(codes))
    hashes = np.zeros(len(codes) - size + 1 if size else 0, np.uint64)
    for place in range(size):
        hashes = (hashes ^ codes[place : place + len(hashes)]) * np.uint64(0x9E3779B97F4A7C15)
        hashes ^= hashes >> np.uint64(29)
    few = min(4 * SKETCH, len(hashes))  # enough, though some come again and again
    found = np.unique(np.partition(hashes, few - 1)[:few])[:SKETCH] if few else hashes
    return found if len(found) == SKETCH else np.unique(hashes)[:SKETCH]
