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


class LuceneBM25(BM25Okapi):  # type: ignore[misc]
    """BM25Okapi with Lucene's idf, ln(1 + (N - df + 0.5) / (df + 0.5)), which is never negative."""

    def _calc_idf(self, nd: dict[Any, int]) -> None:
        for term, frequency in nd.items():
            self.idf[term] = math.log(1 + (self.corpus_size - frequency + 0.5) / (frequency + 0.5))


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
        cls, corpora: Sequence[Sequence[Sequence[int]]], terms: int, k1: float = 1.5, b: float = 0.75
    ) -> "Postings":
        """Fit rank_bm25 on each corpus; items are lists of term numbers below `terms`.

        The items of the second corpus are numbered on from those of the first; `idf` is that of the first.
        """
        fitted = [_fit(corpus, terms, k1, b) for corpus in corpora]
        ends = np.cumsum([len(corpus) for corpus in corpora]).tolist()
        numbers = np.concatenate([each.terms for each in fitted])
        items = np.concatenate([each.items + first for each, first in zip(fitted, [0, *ends], strict=False)])
        scores = np.concatenate([each.scores for each in fitted])
        starts = np.zeros(terms + 1, np.int64)
        np.cumsum(np.bincount(numbers, minlength=terms), out=starts[1:])
        order = np.argsort(numbers, kind="stable")
        idf = fitted[0].idf.astype(np.float32)
        return cls(ends[-1], starts, items[order].astype(np.int32), scores[order].astype(np.float32), idf)

    def scores(self, terms: Sequence[int]) -> NDArray[np.float64]:
        """float64[size]: the BM25 score of every item for a question's terms; -1 is an unknown one."""
        known = [term for term in terms if term >= 0]
        rows = list(
            zip(self.starts[known].tolist(), self.starts[[t + 1 for t in known]].tolist(), strict=True)
        )
        if not rows:
            return np.zeros(self.size)
        items = np.concatenate([self.items[start:end] for start, end in rows])
        added = np.concatenate([self.contributions[start:end] for start, end in rows])
        return np.bincount(items, added, self.size).astype(np.float64, copy=False)

    def save(self, directory: Path, name: str) -> None:
        for field in _FIELDS:
            np.save(directory / f"{name}.{field}.npy", getattr(self, field))

    @classmethod
    def load(cls, directory: Path, name: str, size: int) -> "Postings":
        """Memory-mapped. Raises OSError or ValueError where a file is missing or cut short."""
        return cls(size, *(mapped(directory / f"{name}.{field}.npy") for field in _FIELDS))


@dataclass(frozen=True, slots=True)
class _Fitted:
    """One corpus: for each term of each item what it adds to the item's score, and each term's idf."""

    terms: NDArray[np.int64]
    items: NDArray[np.int64]
    scores: NDArray[np.float64]
    idf: NDArray[np.float64]


def _fit(corpus: Sequence[Sequence[int]], terms: int, k1: float, b: float) -> _Fitted:
    idf = np.zeros(terms)
    if not any(corpus):  # rank_bm25 divides by the average length
        nothing = np.zeros(0, np.int64)
        return _Fitted(nothing, nothing, np.zeros(0), idf)
    model = LuceneBM25(corpus, k1=k1, b=b)
    idf[np.fromiter(model.idf, np.int64, len(model.idf))] = list(model.idf.values())
    lengths = list(map(len, model.doc_freqs))
    items = np.repeat(np.arange(len(corpus)), lengths)
    numbers = np.fromiter((t for counts in model.doc_freqs for t in counts), np.int64, len(items))
    counts = np.fromiter((c for freqs in model.doc_freqs for c in freqs.values()), np.float64, len(items))
    norm = k1 * (1 - b + b * np.array(model.doc_len) / model.avgdl)[items]
    return _Fitted(numbers, items, idf[numbers] * counts * (k1 + 1) / (counts + norm), idf)


_FIELDS = ("starts", "items", "contributions", "idf")


def mapped(path: Path) -> NDArray[Any]:
    """A saved array, memory-mapped, without the cost that np.memmap adds to every slice."""
    array: NDArray[Any] = np.load(path, mmap_mode="r").view(np.ndarray)
    return array
