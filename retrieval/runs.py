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

from .index import PassageIndex
from .question import Question

PASSAGES = 20  # passages in which runs are looked for
WORD_WEIGHT = 1.5  # of a word's idf, against 1 of a bigram's: bigrams repeat what words say
START_WEIGHT = 0.4  # of what the first sentence covers, on top of what the whole run covers


@dataclass(frozen=True, slots=True)
class Run:
    """Sentences first … last - 1 of a document; `score` ranks it, `covered` has a bit for each of the
    question's terms that it, its headings or its title hold.
    """

    document: int
    first: int
    last: int
    score: float
    covered: int


@dataclass(frozen=True, slots=True)
class Search:
    """One question looked up: its terms' numbers (-1: not in the library) and weights, and what holds them.

    `held` is PassageIndex.coverage of the terms, `passages` float64[passages] their scores.
    """

    index: PassageIndex
    terms: list[int]
    weights: NDArray[np.float32]
    passages: NDArray[np.float64]
    held: NDArray[np.uint64]

    def weight(self, covered: int) -> float:
        """The share of the question's weight that these bits cover, 0 … 1."""
        bits = [i for i in range(len(self.terms)) if covered >> i & 1]
        total = float(self.weights.sum())
        return float(self.weights[bits].sum()) / total if total else 0.0

    def runs(self) -> Iterator[Run]:
        """Runs that do not overlap, best first."""
        starts, base = self._starts()
        if not len(starts):
            return
        ends = self.index.reaches[starts]
        own = np.bitwise_or.reduceat(self.held, np.stack([starts, ends], axis=1).ravel())[::2]
        covered = own | self.held[self.index.contexts[starts]]
        total = base + self._weights(covered) + START_WEIGHT * self._weights(self.held[starts])
        taken: list[tuple[int, int]] = []
        for at in np.argsort(-total, kind="stable").tolist():
            first, last = int(starts[at]), int(ends[at])
            if own[at] and not any(first < end and start < last for start, end in taken):
                taken.append((first, last))
                document = int(np.searchsorted(self.index.firsts, first, "right")) - 1
                yield Run(document, first, last, float(total[at]), int(covered[at]))

    def _starts(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The sentences of the best passages, but for headings alone, and each one's best passage's score."""
        best = self._best()
        base: dict[int, float] = {}
        for (first, last), score in zip(
            self.index.passages[best].tolist(), self.passages[best].tolist(), strict=True
        ):
            for sentence in range(first, last):
                base.setdefault(sentence, score)
        starts = np.fromiter(base, np.int64, len(base))
        scores = np.fromiter(base.values(), np.float64, len(base))
        kept = ~self.index.headings[starts] | (self.index.reaches[starts] > starts + 1)
        return starts[kept], scores[kept]

    def _best(self) -> NDArray[np.int64]:
        """The passages with the highest scores above 0, best first."""
        top = np.arange(len(self.passages))
        if len(top) > PASSAGES:
            top = np.argpartition(-self.passages, PASSAGES)[:PASSAGES]
        top = top[self.passages[top] > 0]
        return top[np.lexsort((top, -self.passages[top]))]

    def _weights(self, covered: NDArray[np.uint64]) -> NDArray[np.float32]:
        """float32[len(covered)]: the weight of the terms whose bits are set."""
        octets = np.ascontiguousarray(covered).view(np.uint8).reshape(-1, 8)
        bits = np.unpackbits(octets, axis=1, bitorder="little")[:, : len(self.terms)]
        weights: NDArray[np.float32] = bits @ self.weights
        return weights


def look_up(question: Question, index: PassageIndex) -> Search:
    """Score all passages for a question, and mark which sentences hold which of its terms."""
    terms = index.find(question.terms)
    weights = np.array([index.idf(term) for term in terms], np.float32)
    weights[: len(question.words)] *= WORD_WEIGHT
    spoken = len(terms) - len(question.marks)
    weights[spoken:] = list(question.marks.values())
    return Search(index, terms, weights, index.scores(terms[:spoken]), index.coverage(terms))
