"""Whether a run of sentences is about what was asked: the share of the question's weighty words in it.

A word weighs as much as it is rare in general Chinese (the logarithm of its share of jieba's dictionary
counts), not as it is rare in the library: in a small library every word is rare. Words count in part where
only pieces of them are found; years do not count, they are looked at on their own. The bounds were set on
327 questions over 299 policy documents and 214 over the bundled library, each set also asked of the other
library, which cannot answer it.
"""

from .question import Question
from .tokens import BIGRAM

ENOUGH = 0.46  # keeps 98 % of the answerable questions, refuses 99 % of those of another library
ON_TOPIC = 0.2  # below, the question is about something else
PIECES = 0.7  # what a word counts of which only the pieces are found


class Evidence:
    """Weighs what is held of a question's words."""

    def __init__(self, question: Question) -> None:
        bits = {term: bit for bit, term in enumerate(question.terms)}
        self._words = [
            (
                rarity,
                bits[word],
                [bits[p] for i in range(len(word) - 1) if (p := BIGRAM + word[i : i + 2]) in bits],
            )
            for word, rarity in zip(question.words, question.rarities, strict=True)
            if not any(word in date for date in question.scope.dates)
        ]
        self._total = sum(rarity for rarity, _, _ in self._words)

    def share(self, held: int) -> float:
        """0 … 1. The share of the question's words, weighted by rarity, whose bits are set in `held`."""
        covered = 0.0
        for rarity, bit, pieces in self._words:
            if held >> bit & 1:
                covered += rarity
            elif pieces:
                covered += rarity * PIECES * sum(held >> piece & 1 for piece in pieces) / len(pieces)
        return covered / self._total if self._total else 1.0
