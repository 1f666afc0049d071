"""Where a question may hold a slip: what its words leave over, and the library does not have there."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from ..tokens import Tokenizer
from .lexicon import FIRST, LAST
from .reading import Reader

COMMON = 7.4  # the rarity below which a character often stands alone (是, 有, 会, 新): no sign of a slip
SELDOM = 8.5  # the rarity below which it is doubtful only if the library has it beside neither neighbour
RARE = 16.5  # the rarity from which a word that the library lacks may be none (连花): jieba has met it thrice
NUMERALS = frozenset("一二三四五六七八九十百千万亿两零〇半几")
ASKING = frozenset("何啥谁哪")
RUN = re.compile(f"[{FIRST}-{LAST}]+")


class Piece(NamedTuple):
    """text[start:end], a word of a question as it is cut."""

    start: int
    end: int
    word: str


class Doubts:
    """A folded text cut into words.

    `leftover` are the places of single characters that seldom stand alone, and of rare words that the library
    lacks; `places` those of them that the library does not have between the same neighbours. Both bool[text].
    """

    def __init__(self, text: str, tokenizer: Tokenizer, reader: Reader) -> None:
        self.text, self._tokenizer, self._reader = text, tokenizer, reader
        self.runs = [match.span() for match in RUN.finditer(text)]
        self.pieces = [piece for start, end in self.runs for piece in self._cut(start, end)]
        left, again = list(filter(self._is_left_over, self.pieces)), list(_repeated(self.pieces))
        self.leftover = self._mask([*left, *again])
        self.places = self._mask([*(self._unknown(left) if left else ()), *again])

    def run(self, place: int) -> tuple[int, int]:
        """The run of Chinese characters that a place is in."""
        return next((start, end) for start, end in self.runs if start <= place < end)

    def touched(self, start: int, end: int) -> list[Piece]:
        """The words that stand in text[start:end], whole or in part."""
        return [piece for piece in self.pieces if piece.start < end and start < piece.end]

    def is_alone(self, place: int) -> bool:
        """Whether what stands there belongs to no neighbour: no Chinese character, a stop word, or one that
        often stands alone.
        """
        word = next((piece.word for piece in self.touched(place, place + 1)), "")
        return self._tokenizer.is_stop(word) or (len(word) < 2 and (not word or self.often_alone(word)))

    def often_alone(self, letter: str) -> bool:
        if letter in NUMERALS or letter in ASKING or letter in self._tokenizer.stop:
            return True
        return self._tokenizer.rarity(letter) < COMMON

    def _cut(self, start: int, end: int) -> Iterator[Piece]:
        for word in self._tokenizer.cut(self.text[start:end]):
            yield Piece(start, start + len(word), word)
            start += len(word)

    def _is_left_over(self, piece: Piece) -> bool:
        word = piece.word
        if len(word) != 2:
            return len(word) == 1 and not self.often_alone(word)
        rare = self._tokenizer.rarity(word) >= RARE and word not in self._tokenizer.own
        return rare and not self._tokenizer.is_stop(word) and not any(self._reader.holding([word]))

    def _unknown(self, left: list[Piece]) -> Iterator[Piece]:
        """Those that do not stand in the library between the same neighbours."""
        pairs = [pair for piece in left for pair in self._around(piece)]
        held = dict(zip(pairs, self._reader.pairs(pairs), strict=True))
        for piece in left:
            around = list(self._around(piece))
            known = [held[pair] for pair in around]
            twice = piece.word * 2 in around
            often = self._tokenizer.rarity(piece.word) < SELDOM and not twice
            if not (any(known) if often else all(known) and not self._at_edge(piece)):
                yield piece

    def _around(self, piece: Piece) -> Iterator[str]:
        """The pairs of characters that a word has a part in."""
        first, last = self.run(piece.start)
        for at in range(max(first, piece.start - 1), min(last, piece.end + 1) - 1):
            yield self.text[at : at + 2]

    def _at_edge(self, piece: Piece) -> bool:
        """Whether it begins or ends a run, or stands beside a stop word: that neighbour says nothing."""
        first, last = self.run(piece.start)
        beside = self.text[max(first, piece.start - 1) : piece.start] + self.text[piece.end : last][:1]
        return len(beside) < 2 or any(letter in self._tokenizer.stop for letter in beside)

    def _mask(self, pieces: Iterable[Piece]) -> list[bool]:
        found = [False] * len(self.text)
        for piece in pieces:
            found[piece.start : piece.end] = [True] * (piece.end - piece.start)
        return found


def _repeated(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Words with which the next one begins again (社会|社会组织)."""
    for piece, following in pairwise(pieces):
        longer = 1 < len(piece.word) < len(following.word)
        if longer and piece.end == following.start and following.word.startswith(piece.word):
            yield piece
