"""Whether a run of sentences is about what was asked: the share of the question's weighty words in it.

A word weighs as much as it is rare in general Chinese (the logarithm of its share of jieba's dictionary
counts), not as it is rare in the library: in a small library every word is rare. Words count in part where
only pieces of them are found; years and unknown regions do not count, they are looked at on their own. A run
that lacks one weighty word is less of an answer than one that lacks as much of several.

The bounds were set on 325 questions with an answer in 299 policy documents or in the bundled library, and on
360 without: 57 of the field that no document answers, 60 of other fields, and those of the other library.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .building.bits import Bits, weighed
from .question import MOST_TERMS, Question
from .synonyms import Synonyms
from .tokens import BIGRAM

ENOUGH = 0.28  # keeps 98 % of the answerable questions, refuses 80 % of those of the field without an answer
RAREST = 14.0  # the words of the field, which jieba does not know, count no more than a rare word
LACKING = 0.8  # of the weightiest word that a run lacks counts against it
ON_TOPIC = 0.37  # below, the question is about something else
PIECES = 0.7  # what a word counts of which only the pieces are found
INSTEAD = 0.75  # what a word counts in whose place another one is found
ONE = np.uint64(1)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a question: its rarity, and the bits of it, its pieces and the other words for it."""

    text: str
    rarity: float
    bit: int
    pieces: list[int]
    instead: int

    def found(self, held: int) -> float:
        """How much of it is held, 0 … 1."""
        if held & self.bit:
            return 1.0
        if held & self.instead:
            return INSTEAD
        return PIECES * sum(bool(held & piece) for piece in self.pieces) / max(1, len(self.pieces))


class Evidence:
    """Weighs what is held of a question's words."""

    def __init__(self, question: Question, elsewhere: Sequence[str], synonyms: Synonyms) -> None:
        """`elsewhere` are the names of regions that the library does not know; `synonyms` are those of the
        question that it holds.
        """
        left_out = (*question.scope.dates, *elsewhere)
        columns = {term: place for place, term in enumerate(question.terms)}
        weights, total = [0.0] * MOST_TERMS, 0.0
        self._synonyms, self._replaced = synonyms, list[tuple[np.uint64, np.uint64]]()
        self._words: list[_Word] = []
        for place, (word, rarity) in enumerate(zip(question.words, question.rarities, strict=True)):
            if any(word in name for name in left_out):
                continue
            rarity = min(rarity, RAREST)
            total += rarity
            pieces = [columns[p] for i in range(len(word) - 1) if (p := BIGRAM + word[i : i + 2]) in columns]
            weights[place] += rarity * (1 - PIECES) if pieces else rarity
            for piece in pieces:  # a text that holds the word holds all of them
                weights[piece] += rarity * PIECES / len(pieces)
            column = synonyms.columns.get(place)
            instead = 0 if column is None else 1 << column
            self._words.append(_Word(word, rarity, 1 << place, [1 << piece for piece in pieces], instead))
            if column is not None:
                weights[column] = rarity * INSTEAD
                self._replaced.append(
                    (np.uint64(column), np.uint64(sum(1 << piece for piece in set(pieces))))
                )
        self._total = total
        self._weights = np.array(weights, np.float32) / total if total else None

    @property
    def is_hollow(self) -> bool:
        """Whether the question has no word that counts."""
        return self._weights is None

    def shares(self, held: Bits) -> NDArray[np.float32]:
        """float32[held], 0 … 1: the share of the question that each set of its terms makes up."""
        if self._weights is None:
            return np.ones(len(held), np.float32)
        held = self._synonyms.only_instead(held)
        for column, pieces in self._replaced:  # of a word that another one stands for, no piece counts
            held = held & ~(pieces * (held >> column & ONE))
        return weighed(held, self._weights)

    def strength(self, share: float, held: int) -> float:
        """How good an answer it is that holds that share of the question; from ENOUGH on it is shown."""
        lacking = max((word.rarity * (1 - word.found(held)) for word in self._words), default=0.0)
        return share - LACKING * lacking / (self._total or 1.0)

    def lacks(self, held: int) -> list[str]:
        """The words of which less than half is held, the weightiest first."""
        lacking = [word for word in self._words if word.found(held) < 0.5]
        return [word.text for word in sorted(lacking, key=lambda word: -word.rarity)]
