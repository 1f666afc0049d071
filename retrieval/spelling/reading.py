"""How well a run of characters reads as words: its likelihood, by how often they are used.

A word is as likely as its shares of general Chinese (jieba's counts) and of the library make it, half and
half; a run is read as the words that are the most likely together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from ..index import PassageIndex
from ..tokens import BIGRAM, Tokenizer


@dataclass(frozen=True, slots=True)
class Reading:
    """A run cut into words; `cost` is -ln of their likelihood, so that less is better."""

    words: tuple[str, ...]
    cost: float


class Reader:
    """Reads runs of a question as words of general Chinese and of a library."""

    def __init__(self, index: PassageIndex, tokenizer: Tokenizer) -> None:
        self._index, self._tokenizer = index, tokenizer
        self._all = max(1, len(index.postings.items))
        self._costs: dict[str, float] = {}

    def read(self, run: str, also: str = "") -> Reading:
        """The best reading; `also` is a word of the library that the dictionary may not have."""
        lattice = self._tokenizer.lattice(run)
        at = run.find(also) if also else -1
        while at >= 0:
            lattice[at] = sorted({*lattice[at], at + len(also)})
            at = run.find(also, at + 1)
        self._learn({run[start:end] for start, ends in enumerate(lattice) for end in ends}, also)
        return self._best(run, lattice)

    def _best(self, run: str, lattice: Sequence[Sequence[int]]) -> Reading:
        costs, following = [0.0] * (len(run) + 1), [0] * len(run)
        for start in reversed(range(len(run))):
            costs[start], following[start] = min(
                (self._costs[run[start:end]] + costs[end], end) for end in lattice[start]
            )
        words, at = [], 0
        while at < len(run):
            words.append(run[at : following[at]])
            at = following[at]
        return Reading(tuple(words), costs[0])

    def _learn(self, words: set[str], also: str) -> None:
        """Work out the costs of words that are not known yet."""
        new = [word for word in words if word not in self._costs]
        for word, holding in zip(new, self.holding(new), strict=True):
            share = (holding or word == also) / self._all
            self._costs[word] = -log((share + exp(-self._tokenizer.rarity(word))) / 2)

    def cost(self, word: str) -> float:
        """What a word of the lexicon costs."""
        self._learn({word}, word)
        return self._costs[word]

    def holding(self, terms: Sequence[str]) -> list[int]:
        """How many passages and documents of the library hold each term."""
        if not terms or not len(self._index.keys):
            return [0] * len(terms)
        numbers, starts = self._index.find(terms), self._index.postings.starts
        found: list[int] = np.where(numbers < 0, 0, starts[numbers + 1] - starts[numbers]).tolist()
        return found

    def pairs(self, pairs: Sequence[str]) -> list[int]:
        """The same of pairs of neighbouring characters; 0 for a single one."""
        return self.holding([BIGRAM + pair for pair in pairs])
