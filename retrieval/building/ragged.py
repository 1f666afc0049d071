"""Rows of different lengths in two flat arrays, and how they are picked, joined and put side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Ragged:
    """Row i is values[starts[i]:starts[i + 1]]: int64[rows + 1] and int32."""

    starts: NDArray[np.int64]
    values: NDArray[np.int32]

    @classmethod
    def of(cls, rows: "Ragged | Iterable[Sequence[int]]") -> "Ragged":
        if isinstance(rows, Ragged):
            return rows
        rows = list(rows)
        lengths = np.fromiter(map(len, rows), np.int64, len(rows))
        return cls(ends(lengths), np.fromiter(chain.from_iterable(rows), np.int32))

    @classmethod
    def joined(cls, parts: Sequence["Ragged"]) -> "Ragged":
        """The rows of all parts, one part after the other."""
        lengths = np.concatenate([np.zeros(0, np.int64), *(part.lengths for part in parts)])
        values = np.concatenate([np.zeros(0, np.int32), *(part.values for part in parts)])
        return cls(ends(lengths), values)

    @classmethod
    def beside(cls, parts: Sequence["Ragged"]) -> "Ragged":
        """Row i is row i of each part, one after the other."""
        rows = np.arange(len(parts[0]))
        order = (rows[:, None] + np.arange(len(parts)) * len(rows)).ravel()
        picked = cls.joined(parts).take(order)
        return cls(picked.starts[:: len(parts)], picked.values)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, row: int) -> NDArray[np.int32]:
        return self.values[self.starts[row] : self.starts[row + 1]]

    @property
    def lengths(self) -> NDArray[np.int64]:
        return np.diff(self.starts)

    @property
    def owners(self) -> NDArray[np.int64]:
        """int64[values]: the row that each value stands in."""
        return np.repeat(np.arange(len(self)), self.lengths)

    def take(self, rows: Numbers) -> "Ragged":
        """These rows, in this order."""
        return self.runs(rows, rows + 1)

    def runs(self, firsts: Numbers, lasts: Numbers) -> "Ragged":
        """Row i is rows firsts[i] … lasts[i] - 1, joined."""
        starts, stops = self.starts[firsts], self.starts[lasts]
        return Ragged(ends(stops - starts), self.values[spread(starts, stops)])

    def numbered(self, numbers: Numbers) -> "Ragged":
        """The same rows with numbers[v] for each value v."""
        return Ragged(self.starts, numbers[self.values].astype(np.int32, copy=False))

    def distinct(self, size: int) -> "Ragged":
        """Each row's values, below `size`, ascending and once each."""
        pairs, _ = counted(self.owners, self.values, size)
        owners, values = np.divmod(pairs, max(1, size))
        return Ragged(ends(np.bincount(owners, minlength=len(self))), values.astype(np.int32))


def counted(major: Numbers, minor: Numbers, size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The distinct pairs as major * size + minor, ascending, and how often each occurs. All minor < size."""
    pairs = np.multiply(major, size, dtype=np.int64)
    pairs += minor
    pairs.sort()
    first = np.ones(len(pairs), np.bool_)
    np.not_equal(pairs[1:], pairs[:-1], out=first[1:])
    places = np.flatnonzero(first)
    return pairs[places], np.diff(places, append=len(pairs))


def ends(lengths: Numbers) -> NDArray[np.int64]:
    """int64[lengths + 1]: 0, and where each of the rows ends that have these lengths."""
    found = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=found[1:])
    return found


def spread(starts: Numbers, stops: Numbers) -> NDArray[np.int64]:
    """int64: starts[0] … stops[0] - 1, starts[1] … stops[1] - 1, and so on."""
    placed = ends(stops - starts)
    return np.arange(placed[-1]) + np.repeat(starts - placed[:-1], stops - starts)
