"""Where a question's words stand in a snippet."""

import re

from knowledge.document import Span

from .question import Question
from .text import normalise_with_offsets
from .tokens import BIGRAM


def pattern(question: Question) -> re.Pattern[str] | None:
    """Matches the question's words in normalised text, longest first; a long word also in pieces of two."""
    words = {word for word in question.words if len(word) > 1 or word.isdigit()}
    pieces = {term[len(BIGRAM) :] for term in question.terms if term.startswith(BIGRAM)}
    ordered = sorted(words | pieces, key=lambda word: (-len(word), word))
    alternatives = (rf"(?<![0-9a-z]){re.escape(w)}(?![0-9a-z])" if w.isascii() else re.escape(w) for w in ordered)
    return re.compile("|".join(alternatives)) if ordered else None


def highlights(text: str, words: re.Pattern[str] | None) -> tuple[Span, ...]:
    """Spans of `text` (code points) that match, merged where they touch."""
    if words is None:
        return ()
    normalised, offsets = normalise_with_offsets(text)
    spans: list[Span] = []
    for match in words.finditer(normalised):
        start, end = offsets[match.start()], offsets[match.end()]
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        elif end > start:
            spans.append((start, end))
    return tuple(spans)
