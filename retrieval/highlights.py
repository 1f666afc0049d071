"""Where a question's words stand in a snippet."""

import re

from knowledge.document import Span

from .question import Question
from .text import normalise_with_offsets


def highlights(text: str, question: Question) -> tuple[Span, ...]:
    """Spans of `text` (code points) that hold words of the question, merged where they touch."""
    needles = _needles(question)
    if not needles:
        return ()
    normalised, offsets = normalise_with_offsets(text)
    spans: list[Span] = []
    for match in re.finditer(needles, normalised):
        start, end = offsets[match.start()], offsets[match.end()]
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        elif end > start:
            spans.append((start, end))
    return tuple(spans)


def _needles(question: Question) -> str:
    """A pattern of the question's words, longest first; a long word may also stand in parts of two."""
    words = {word for word in question.words if len(word) > 1 or word.isdigit()}
    parts = {word[i : i + 2] for word in words if len(word) > 2 and not word.isascii() for i in range(len(word) - 1)}
    ordered = sorted(words | parts, key=lambda word: (-len(word), word))
    return "|".join(rf"(?<![0-9a-z]){re.escape(w)}(?![0-9a-z])" if w.isascii() else re.escape(w) for w in ordered)
