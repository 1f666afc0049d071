"""Other words in the place of a question's own: everyday words find official ones.

Where a passage, a run of sentences or a title lacks a word of the question but has another for it, that other
word counts in its place, though less: the better of the two counts, never both. In what is held, the other
words for the question's i-th word have one bit, the i-th behind those of the question's terms.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from .building.bits import Bits
from .index import PassageIndex
from .question import Question
from .tokens import bigrams

WEIGHT = 1.5  # of another word's idf; a word's own has 1.5, and its bigrams as much again


class Synonyms:
    """The other words of a question that the library holds.

    `numbers` has their terms for each word of the question, up to the last one that has any; `columns` the
    bits of those words that have any, by the word's place.
    """

    def __init__(self, question: Question, index: PassageIndex) -> None:
        self.numbers = [list(_held(others, index)) for others in question.synonyms]
        behind = len(question.terms)
        self.columns = {place: behind + place for place, terms in enumerate(self.numbers) if terms}
        self._words, self._behind = np.uint64(sum(1 << place for place in self.columns)), np.uint64(behind)

    def instead(self, terms: NDArray[np.int64]) -> list[tuple[int, list[int]]]:
        """For PassageIndex.scores: `terms` are the numbers of the question's terms."""
        return [(int(terms[place]), self.numbers[place]) for place in self.columns]

    def weigh(self, weights: NDArray[np.float32], index: PassageIndex) -> None:
        """Fill in the weights of the other words: no more than the word itself would count."""
        for place, column in self.columns.items():
            least = float(index.idf(np.array(self.numbers[place])).min())
            weights[column] = min(float(weights[place]), WEIGHT * least)

    def only_instead(self, held: Bits) -> Bits:
        """What is held, without the other words for a word that is held itself."""
        return held & ~((held & self._words) << self._behind) if self.columns else held


def _held(others: Sequence[str], index: PassageIndex) -> Iterator[int]:
    """The terms by which the library holds any of these; one of several words by its rarest pair."""
    if not others:
        return
    for other, term in zip(others, index.find(others).tolist(), strict=True):
        if term >= 0:
            yield term
        else:
            pairs = index.find(list(bigrams(other)))
            if len(pairs) and pairs.min() >= 0:
                yield int(pairs[index.idf(pairs).argmax()])
