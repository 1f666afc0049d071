"""BM25: rank_bm25 computes the statistics once, arrays serve them.

Each term's contribution to each item is known as soon as the corpus is: it is laid out as postings, and a
question costs one slice and one addition a term. Scores are those of `LuceneBM25.get_scores`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from .building.ragged import Ragged, counted, ends, spread


def idf(items: int, holding: Any) -> Any:
    """Lucene's, ln(1 + (N - df + 0.5) / (df + 0.5)), which is never negative; of a number or of an array."""
    return np.log(1 + (items - holding + 0.5) / (holding + 0.5))


class LuceneBM25(BM25Okapi):  # type: ignore[misc]
    """BM25Okapi with Lucene's idf."""

    def _calc_idf(self, nd: Any) -> None:
        self.idf.update((term, float(idf(self.corpus_size, holding))) for term, holding in nd.items())


class _Counted(LuceneBM25):
    """The same model of items whose terms were counted: rank_bm25 counts one at a time, which takes minutes.

    It is given int64[items], how many terms each item has, and int64[terms], how many items have each term.
    """

    def _initialize(self, corpus: tuple[NDArray[np.int64], NDArray[np.int64]]) -> NDArray[np.int64]:
        self.doc_len, holding = corpus
        self.corpus_size = len(self.doc_len)
        self.avgdl = self.doc_len.sum() / max(1, self.corpus_size)
        return holding

    def _calc_idf(self, nd: NDArray[np.int64]) -> None:
        self.idfs = np.where(nd > 0, idf(self.corpus_size, nd), 0)

    def contributions(
        self, terms: NDArray[np.int32], items: NDArray[np.int32], counts: NDArray[np.int64]
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
        fitted = [_fit(Ragged.of(corpus), terms, k1, b) for corpus in corpora]
        lengths = [np.diff(each.starts) for each in fitted]
        starts = ends(np.sum(lengths, axis=0))
        items, contributions = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.float32)
        first, free = 0, starts[:-1].copy()
        for each, own in zip(fitted, lengths, strict=True):
            places = np.arange(len(each.items)) + np.repeat(free - each.starts[:-1], own)
            items[places], contributions[places] = each.items + first, each.contributions
            first, free = first + each.size, free + own
        return cls(first, starts, items, contributions, fitted[0].idf)

    def scores(self, terms: NDArray[np.int64]) -> NDArray[np.float64]:
        """float64[size]: the BM25 score of every item for a question's terms; -1 is an unknown one."""
        known = terms[terms >= 0]
        at = spread(self.starts[known], self.starts[known + 1])
        return np.bincount(self.items[at], self.contributions[at], self.size).astype(np.float64, copy=False)

    def instead(self, groups: Sequence[tuple[int, Sequence[int]]]) -> NDArray[np.float64]:
        """float64[size]: for each term (-1 is an unknown one) and the others that count in its place, the
        best contribution of these others to the items without the term.
        """
        found = np.zeros(self.size)
        for term, others in groups:
            best = np.zeros(self.size, np.float32)
            for other in others:
                rows = slice(self.starts[other], self.starts[other + 1])
                items = self.items[rows]
                best[items] = np.maximum(best[items], self.contributions[rows])
            if term >= 0:
                best[self.items[self.starts[term] : self.starts[term + 1]]] = 0
            found += best
        return found

    def save(self, directory: Path, name: str) -> None:
        for field in _FIELDS:
            np.save(directory / f"{name}.{field}.npy", getattr(self, field))

    @classmethod
    def load(cls, directory: Path, name: str, size: int) -> "Postings":
        """Memory-mapped. Raises OSError or ValueError where a file is missing or cut short."""
        return cls(size, *(mapped(directory / f"{name}.{field}.npy") for field in _FIELDS))


def _fit(corpus: Ragged, terms: int, k1: float, b: float) -> Postings:
    pairs, counts = counted(corpus.values, corpus.owners, len(corpus))
    numbers = (pairs // max(1, len(corpus))).astype(np.int32)
    items = (pairs % max(1, len(corpus))).astype(np.int32)
    frequencies = np.bincount(numbers, minlength=terms)
    model = _Counted((corpus.lengths, frequencies), k1=k1, b=b)
    contributions = model.contributions(numbers, items, counts).astype(np.float32)
    return Postings(len(corpus), ends(frequencies), items, contributions, model.idfs.astype(np.float32))


_FIELDS = ("starts", "items", "contributions", "idf")


def mapped(path: Path) -> NDArray[Any]:
    """A saved array, memory-mapped, without the cost that np.memmap adds to every slice."""
    array: NDArray[Any] = np.load(path, mmap_mode="r").view(np.ndarray)
    return array
