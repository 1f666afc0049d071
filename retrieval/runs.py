"""Ranked passages -> runs of sentences: where a snippet starts and ends.

Of all runs that start in the best passages and reach as far as a snippet may, those are best that cover the
question's weighty terms, and cover them at their start: an answer more often follows the words that the
question repeats than precedes them. What the title and the headings say, a run need not repeat. The weights
were tuned on half of 327 questions over 299 policy documents, and of 324 over the bundled library; the other
half gains from them, too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.document import Span

from .building.bits import Bits, Places, united, weighed
from .evidence import Evidence
from .index import PassageIndex
from .question import MOST_TERMS, Question
from .synonyms import Synonyms

PASSAGES = 20  # passages in which runs are looked for
WORD_WEIGHT = 1.5  # of a word's idf, against 1 of a bigram's: bigrams repeat what words say
START_WEIGHT = 0.4  # of what the first sentence covers, on top of what the whole run covers
LATE = 0.6  # of a term's weight on top for the last ones of a question: it begins with what it is about
OPENING = (
    0.1  # of the question's weight, off for a run that begins its document: with the title and addressee
)
UNFINISHED = 0.3  # the same, off for one without any whole sentence: a heading, a signature
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

    `rows` are the sentences of the best passages and of all runs from them, ascending; `own` has for each
    which of the question's terms it holds, `above` which its headings and title do.
    """

    def __init__(self, question: Question, index: PassageIndex) -> None:
        self.question, self.index = question, index
        self.terms = index.find(question.terms)
        self._spoken = len(self.terms) - len(question.marks)
        self.synonyms = Synonyms(question, index)
        self.weights = self._weights()
        self.covering = self._covering()
        self.evidence = Evidence(question, self._elsewhere(), self.synonyms)
        spoken = self.terms[: self._spoken]
        scores = index.scores(spoken, self.synonyms.instead(spoken))
        self._best = _best(scores)
        self.rows, self._base = _sentences(index, self._best, scores[self._best])
        contexts, of = np.unique(index.contexts[self.rows], return_inverse=True)
        held = self.held(np.concatenate([self.rows, contexts]))
        self.own, self.above = held[: len(self.rows)], held[len(self.rows) :][of]

    def runs(self) -> Iterator[Run]:
        """Runs that do not overlap, best first; none whose evidence is far from the best one's."""
        index, rows = self.index, self.rows
        lengths = index.reaches[rows] - rows
        places = np.flatnonzero((self._base > 0) & ~(index.headings[rows] & (lengths < 2)))
        if not len(places):
            return
        starts = rows[places]
        ends = starts + lengths[places]
        own = united(self.own, places, places + ends - starts)
        held = self.synonyms.only_instead(own | self.above[places])
        start_weights = weighed(self.synonyms.only_instead(self.own[places]), self.weights)
        scores = self._base[places] + weighed(held, self.covering) + START_WEIGHT * start_weights
        scores += self.form(starts, ends)
        evidence = self.evidence.shares(held)
        shown = np.flatnonzero((own > 0) & (evidence >= BESIDE * evidence.max()))
        shown = shown[np.argsort(-scores[shown], kind="stable")]
        documents = index.firsts.searchsorted(starts, "right") - 1
        fields = (documents, starts, ends, scores, evidence, held)
        taken: list[tuple[int, int]] = []
        for run in map(Run, *(field[shown].tolist() for field in fields)):
            if not any(run.first < end and start < run.last for start, end in taken):
                taken.append((run.first, run.last))
                yield run

    def form(self, firsts: Places, lasts: Places) -> NDArray[np.float64]:
        """float64[runs]: what the form of runs of sentences first … last - 1 takes from their scores."""
        index = self.index
        opening = index.firsts[index.firsts.searchsorted(firsts)] == firsts
        unfinished = index.finished[lasts] == index.finished[firsts]
        shares = OPENING * opening + UNFINISHED * unfinished
        found: NDArray[np.float64] = -shares * float(self.weights[: self._spoken].sum())
        return found

    @property
    def documents(self) -> list[int]:
        """The documents of the best passages, best first."""
        return list(dict.fromkeys(self.index.owners[self._best].tolist()))

    def held(self, rows: Places) -> Bits:
        """What rows of the index hold of the question's terms, and of the other words for them."""
        return self.index.held(rows, self.terms, self.synonyms.numbers)

    def span(self, run: Run) -> Span:
        """Its code points in its document's text."""
        first, last = self.index.sentences[[run.first, run.last - 1]].tolist()
        return first[0], last[1]

    def weight(self, rows: NDArray[np.int64]) -> float:
        """The share of the question's weight, 0 … 1, that these rows hold together."""
        held = self.synonyms.only_instead(np.bitwise_or.reduce(self.held(rows), keepdims=True))
        total = float(self.weights[: len(self.terms)].sum())
        return float(weighed(held, self.weights)[0]) / total if total else 0.0

    def _elsewhere(self) -> list[str]:
        """The names of regions of which, and in which, the library names nothing."""
        scope = self.question.scope
        known = dict(zip(self.question.terms, self.terms.tolist(), strict=True)) if scope.regions else {}
        return [
            place
            for region, place in zip(scope.regions, scope.places, strict=True)
            if known.get(f"@{region.code}", -1) < 0 and known.get(f"+{region.code}", -1) < 0
        ]

    def _weights(self) -> NDArray[np.float32]:
        """float32[MOST_TERMS]: each term's weight, 0 for places without a term."""
        spoken, words = self._spoken, len(self.question.words)
        weights = np.zeros(MOST_TERMS, np.float32)
        weights[:spoken] = self.index.idf(self.terms[:spoken])
        weights[:words] *= WORD_WEIGHT
        weights[spoken : len(self.terms)] = list(self.question.marks.values())
        self.synonyms.weigh(weights, self.index)
        return weights

    def _covering(self) -> NDArray[np.float32]:
        """The weights of what a run covers: words and pairs weigh more the later they stand."""
        words = len(self.question.words)
        weights = self.weights.copy()
        for part in (slice(words), slice(words, self._spoken)):
            places = np.arange(len(weights[part]), dtype=np.float32)
            weights[part] *= 1 + LATE * (places + 0.5) / max(1, len(places))
        return weights


def _sentences(
    index: PassageIndex, best: NDArray[np.int64], scores: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The rows of a Search, and for each the score of the best passage that it is in; 0 if in none.

    `best` are passages with their scores, best first.
    """
    firsts, lasts = index.passages[best[::-1]].T
    base: dict[int, float] = {}
    for first, last, score in zip(firsts.tolist(), lasts.tolist(), scores[::-1].tolist(), strict=True):
        base.update(dict.fromkeys(range(first, last), score))
    rows = sorted(base.keys() | chain(*map(range, lasts.tolist(), index.reaches[lasts - 1].tolist())))
    return np.array(rows, np.int64), np.array([base.get(row, 0.0) for row in rows])


def _best(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """The passages with the highest scores above 0, best first."""
    top = np.arange(len(scores))
    if len(top) > PASSAGES:
        top = np.argpartition(scores, -PASSAGES)[-PASSAGES:]
    top = top[scores[top] > 0]
    return top[np.lexsort((top, -scores[top]))]
