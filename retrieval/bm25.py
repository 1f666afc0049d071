"""BM25: rank_bm25 computes the statistics once, arrays serve them.

Each term's contribution to each item is known as soon as the corpus is: it is laid out as postings, and a
question costs one slice and one addition a term. Scores are those of `LuceneBM25.get_scores`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from .ragged import Ragged, counted, ends


class LuceneBM25(BM25Okapi):  # type: ignore[misc]
    """BM25Okapi with Lucene's idf, ln(1 + (N - df + 0.5) / (df + 0.5)), which is never negative."""

    def _calc_idf(self, nd: dict[Any, int]) -> None:
        for term, frequency in nd.items():
            self.idf[term] = math.log(1 + (self.corpus_size - frequency + 0.5) / (frequency + 0.5))


class _Counted(LuceneBM25):
    """The same model of items whose terms were counted: rank_bm25 counts one at a time, which takes minutes.

    It is given int64[items], how many terms each item has, and int64[terms], how many items have each term.
    """

    def _initialize(self, corpus: tuple[NDArray[np.int64], NDArray[np.int64]]) -> dict[Any, int]:
        self.doc_len, frequencies = corpus
        self.corpus_size = len(self.doc_len)
        self.avgdl = self.doc_len.sum() / max(1, self.corpus_size)
        self.idfs = np.zeros(len(frequencies))
        held = np.flatnonzero(frequencies)
        return dict(zip(held.tolist(), frequencies[held].tolist(), strict=True))

    def _calc_idf(self, nd: dict[Any, int]) -> None:
        super()._calc_idf(nd)
        self.idfs[list(nd)] = list(self.idf.values())

    def contributions(
        self, terms: NDArray[np.int64], items: NDArray[np.int64], counts: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """What counts[i] times terms[i] add to the score of items[i], as BM25Okapi.get_scores has it."""
        norm = self.k1 * (1 - self.b + self.b * self.doc_len / (self.avgdl or 1))
        scores: NDArray[np.float64] = self.idfs[terms] * counts * (self.k1 + 1) / (counts + norm[items])
        return scores


@dataclass(frozen=True, slots=True)
class Postings:
    """Term -> items and what the term adds to each item's score, over `size` items.

    Term t has the rows starts[t]:starts[t + 1] of `items` (int32, ascending) and `contributions` (float32);
    `idf` is float32[terms], 0 where no item holds the term.
    """

    size: int
    starts: NDArray[np.int64]
    items: NDArray[np.int32]
    contributions: NDArray[np.float32]
    idf: NDArray[np.float32]

    @classmethod
    def fit(
        cls,
        corpora: Sequence[Ragged | Sequence[Sequence[int]]],
        terms: int,
        k1: float = 1.5,
        b: float = 0.75,
    ) -> "Postings":
        """Fit rank_bm25 on each corpus; items are lists of term numbers below `terms`.

        The items of the second corpus are numbered on from those of the first; `idf` is that of the first.
        """
        ragged = [corpus if isinstance(corpus, Ragged) else Ragged.of(corpus) for corpus in corpora]
        joined = Ragged.joined(ragged)
        pairs, counts = counted(joined.values, joined.owners, len(joined))
        numbers, items = np.divmod(pairs, max(1, len(joined)))
        scores, idfs = np.zeros(len(items)), []
        for corpus, first in zip(ragged, ends(np.array(list(map(len, ragged)))), strict=False):
            within = (items >= first) & (items < first + len(corpus))
            model = _Counted((corpus.lengths, np.bincount(numbers[within], minlength=terms)), k1=k1, b=b)
            scores[within] = model.contributions(numbers[within], items[within] - first, counts[within])
            idfs.append(model.idfs)
        starts = ends(np.bincount(numbers, minlength=terms))
        idf = idfs[0].astype(np.float32)
        return cls(len(joined), starts, items.astype(np.int32), scores.astype(np.float32), idf)

    def scores(self, terms: Sequence[int]) -> NDArray[np.float64]:
        """float64[size]: the BM25 score of every item for a question's terms; -1 is an unknown one."""
        known = np.array([term for term in terms if term >= 0], np.int64)
        at = places(self.starts[known], self.starts[known + 1])
        return np.bincount(self.items[at], self.contributions[at], self.size).astype(np.float64, copy=False)

    def save(self, directory: Path, name: str) -> None:
        for field in _FIELDS:
            np.save(directory / f"{name}.{field}.npy", getattr(self, field))

    @classmethod
    def load(cls, directory: Path, name: str, size: int) -> "Postings":
        """Memory-mapped. Raises OSError or ValueError where a file is missing or cut short."""
        return cls(size, *(mapped(directory / f"{name}.{field}.npy") for field in _FIELDS))


_FIELDS = ("starts", "items", "contributions", "idf")


def places(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """The indices of all ranges start … end - 1, one range after the other."""
    lengths = ends - starts
    last = np.cumsum(lengths)
    shift: NDArray[np.int64] = np.repeat(starts - last + lengths, lengths)
    return shift + np.arange(len(shift))


def mapped(path: Path) -> NDArray[Any]:
    """A saved array, memory-mapped, without the cost that np.memmap adds to every slice."""
    array: NDArray[Any] = np.load(path, mmap_mode="r").view(np.ndarray)
    return array
