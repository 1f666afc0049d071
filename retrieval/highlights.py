"""Where a question's words stand in a snippet."""

import re
from collections.abc import Iterable, Iterator

from knowledge.document import Span

from . import values
from .question import Question
from .text import fold
from .tokens import BIGRAM

_LATIN = re.compile(r"[0-9a-z]+(?:\.[0-9]+)?")


class Highlighter:
    """Marks what a text shares with a question: pairs of Chinese characters, numbers and Latin words."""

    def __init__(self, question: Question, stop: frozenset[str]) -> None:
        within = {word[i : i + 2] for word in question.words for i in range(len(word) - 1)}
        pairs = (term[len(BIGRAM) :] for term in question.terms if term.startswith(BIGRAM))
        self._pairs = {pair for pair in pairs if pair in within or not stop.intersection(pair)}
        self._latin = {word for word in question.words if word.isascii()}
        self._values = frozenset(
            term
            for word in question.words
            for term in (word, *values.alike(word))
            if term.startswith(values.VALUE)
        )

    def spans(self, text: str, more: Iterable[Span] = ()) -> tuple[Span, ...]:
        """Spans of `text` (code points) in reading order, and `more`, merged where they touch."""
        spans: list[Span] = []
        for start, end in sorted([*self._places(fold(text)), *more]):
            if spans and start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
            else:
                spans.append((start, end))
        return tuple(spans)

    def _places(self, folded: str) -> Iterator[Span]:
        for pair in self._pairs:
            at = folded.find(pair)
            while at >= 0:
                yield at, at + 2
                at = folded.find(pair, at + 1)
        if self._latin:
            yield from (match.span() for match in _LATIN.finditer(folded) if match[0] in self._latin)
        if self._values:
            yield from values.spans(folded, self._values)
