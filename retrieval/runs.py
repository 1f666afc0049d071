"""Ranked passages -> runs of sentences: where a snippet starts and ends.

Of all runs that start in the best passages and reach as far as a snippet may, those are best that cover the
question's weighty terms, and cover them at their start: an answer more often follows the words that the
question repeats than precedes them. What the title and the headings say, a run need not repeat. The weights
were tuned on 327 questions over 299 policy documents.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .evidence import Evidence
from .index import PassageIndex
from .question import MOST_TERMS, Question

PASSAGES = 20  # passages in which runs are looked for
WORD_WEIGHT = 1.5  # of a word's idf, against 1 of a bigram's: bigrams repeat what words say
START_WEIGHT = 0.4  # of what the first sentence covers, on top of what the whole run covers
BESIDE = 0.6  # of the best run's evidence is the least that another run may have


@dataclass(frozen=True, slots=True)
class Run:
    """Sentences first … last - 1 of a document.

    `score` ranks it; `evidence` is the share of the question that it covers, 0 … 1, as Evidence has it;
    `held` has bit i set where it, its headings or its title hold the question's i-th term.
    """

    document: int
    first: int
    last: int
    score: float
    evidence: float
    held: int


class Search:
    """One question, looked up in an index.

    `rows` are the sentences of the best passages and of all runs from them, ascending; `own`
    bool[rows, terms] says which of the question's terms each holds, `above` which its headings and title do.
    """

    def __init__(self, question: Question, index: PassageIndex) -> None:
        self.question, self.index = question, index
        self.terms = index.find(question.terms)
        self.weights = self._weights()
        self.evidence = Evidence(question, self._elsewhere())
        scores = index.scores(self.terms[: len(self.terms) - len(question.marks)])
        self.rows, self._starts, self._base = _sentences(index, scores)
        held = index.held(np.concatenate([self.rows, index.contexts[self.rows]]), self.terms)
        self.own, self.above = held[: len(self.rows)], held[len(self.rows) :]

    def runs(self) -> Iterator[Run]:
        """Runs that do not overlap, best first; none whose evidence is far from the best one's."""
        starts = self._starts
        if not len(starts):
            return
        places = np.searchsorted(self.rows, starts)
        lengths = self.index.reaches[starts] - starts
        counts = np.zeros((len(self.rows) + 1, MOST_TERMS), np.int32)
        np.cumsum(self.own, axis=0, out=counts[1:])
        own = counts[places + lengths] > counts[places]
        held = own | self.above[places]
        total = self._base + held @ self.weights + START_WEIGHT * (self.own[places] @ self.weights)
        evidence = self.evidence.shares(held)
        shown = own.any(axis=1) & (evidence >= BESIDE * evidence.max())
        bits = packed(held)
        taken: list[tuple[int, int]] = []
        for at in np.argsort(-total, kind="stable").tolist():
            first, last = int(starts[at]), int(starts[at] + lengths[at])
            if shown[at] and not any(first < end and start < last for start, end in taken):
                taken.append((first, last))
                document = int(np.searchsorted(self.index.firsts, first, "right")) - 1
                yield Run(document, first, last, float(total[at]), float(evidence[at]), bits[at])

    @property
    def documents(self) -> list[int]:
        """The documents of the best passages, best first."""
        owners = np.searchsorted(self.index.firsts, self._starts, "right") - 1
        return list(dict.fromkeys(owners.tolist()))

    def weight(self, rows: NDArray[np.int64]) -> float:
        """The share of the question's weight, 0 … 1, that these rows hold together."""
        held = self.index.held(rows, self.terms).any(axis=0)
        total = float(self.weights.sum())
        return float(held @ self.weights) / total if total else 0.0

    def _elsewhere(self) -> list[str]:
        """The names of regions of which, and in which, the library names nothing."""
        scope, known = self.question.scope, dict(zip(self.question.terms, self.terms, strict=True))
        return [
            place
            for region, place in zip(scope.regions, scope.places, strict=True)
            if known.get(f"@{region.code}", -1) < 0 and known.get(f"+{region.code}", -1) < 0
        ]

    def _weights(self) -> NDArray[np.float32]:
        """float32[MOST_TERMS]: each term's weight, 0 for places without a term."""
        spoken, words = len(self.terms) - len(self.question.marks), len(self.question.words)
        weights = np.zeros(MOST_TERMS, np.float32)
        weights[:spoken] = self.index.idf(self.terms[:spoken])
        weights[:words] *= WORD_WEIGHT
        weights[spoken : len(self.terms)] = list(self.question.marks.values())
        return weights


def packed(held: NDArray[np.bool_]) -> list[int]:
    """Each row of bool[rows, 64] as an integer, the first term its lowest bit."""
    bits: list[int] = np.packbits(held, axis=1, bitorder="little").view("<u8").ravel().tolist()
    return bits


def _sentences(
    index: PassageIndex, scores: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """The rows of a Search; those of them that a run may start from, which a heading alone may not; and for
    each of these the score of the best passage that it is in.
    """
    best = _best(scores)
    base: dict[int, float] = {}
    rows: set[int] = set()
    ranges = index.passages[best]
    ends = index.reaches[ranges[:, 1] - 1].tolist()
    for (first, last), end, score in zip(ranges.tolist(), ends, scores[best].tolist(), strict=True):
        rows.update(range(first, end))
        for sentence in range(first, last):
            base.setdefault(sentence, score)
    starts = np.fromiter(base, np.int64, len(base))
    kept = ~index.headings[starts] | (index.reaches[starts] > starts + 1)
    found = np.fromiter(base.values(), np.float64, len(base))
    return np.array(sorted(rows), np.int64), starts[kept], found[kept]


def _best(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """The passages with the highest scores above 0, best first."""
    top = np.arange(len(scores))
    if len(top) > PASSAGES:
        top = np.argpartition(-scores, PASSAGES)[:PASSAGES]
    top = top[scores[top] > 0]
    return top[np.lexsort((top, -scores[top]))]
