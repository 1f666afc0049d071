"""Whether a run of sentences is about what was asked: the share of the question's weighty words in it.

A word weighs as much as it is rare in general Chinese (the logarithm of its share of jieba's dictionary
counts), not as it is rare in the library: in a small library every word is rare. Words count in part where
only pieces of them are found; years and unknown regions do not count, they are looked at on their own. The
bounds were set on 327 questions over 299 policy documents and 214 over the bundled library, each set also
asked of the other library, which cannot answer it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .question import MOST_TERMS, Question
from .tokens import BIGRAM

ENOUGH = 0.46  # keeps 98 % of the answerable questions, refuses 99 % of those of another library
ON_TOPIC = 0.3  # below, the question is about something else
PIECES = 0.7  # what a word counts of which only the pieces are found


class Evidence:
    """Weighs what is held of a question's words."""

    def __init__(self, question: Question, elsewhere: Sequence[str] = ()) -> None:
        """`elsewhere` are the names of regions that the library does not know."""
        column = {term: place for place, term in enumerate(question.terms)}
        left_out = (*question.scope.dates, *elsewhere)
        kept = [
            place for place, word in enumerate(question.words) if not any(word in name for name in left_out)
        ]
        self._words = kept
        self._rarities = np.array([question.rarities[place] for place in kept], np.float32)
        self._total = float(self._rarities.sum())
        self._pieces = np.zeros((MOST_TERMS, len(kept)), np.float32)
        for at, place in enumerate(kept):
            word = question.words[place]
            pieces = [column[p] for i in range(len(word) - 1) if (p := BIGRAM + word[i : i + 2]) in column]
            for piece in pieces:
                self._pieces[piece, at] = PIECES / len(pieces)

    def shares(self, held: NDArray[np.bool_]) -> NDArray[np.float32]:
        """float32[rows], 0 … 1: the share of the question that each row of bool[rows, terms] holds."""
        if not self._total:
            return np.ones(len(held), np.float32)
        credit = np.maximum(held[:, self._words], held @ self._pieces)
        shares: NDArray[np.float32] = credit @ self._rarities / self._total
        return shares
