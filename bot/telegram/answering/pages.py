"""A long text as pages, cut where a paragraph or a sentence ends."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from bot.markup import utf16_units
from knowledge.document import Span

LONGEST = 1000
"""Code points of a page: some three screens of a phone."""
LONGEST_OPENING = 2400
"""Code points of the page that shows a quotation, as long as it may be, with what stands around it."""
_HEAVIEST = 3000  # UTF-16 units of a page as HTML, so that a heading and bold words fit into the message, too
_SIGNS = re.compile(r"\n|[。！？；][”」』）]*")


def pages(text: str, opening: Span = (0, 0)) -> list[Span]:
    """Spans that have all of the text, in order. One page begins where `opening` does and has all of it, if
    that is not too long for a page.
    """
    start, end = opening
    while text[end : end + 1] == "\n":  # no page begins with an empty line
        end += 1
    return [
        *_cut(text, 0, start, LONGEST),
        *_cut(text, start, end, LONGEST_OPENING),
        *_cut(text, end, len(text), LONGEST),
    ] or [(0, 0)]


def with_headings(text: str, spans: Sequence[Span], headings: Sequence[Span]) -> list[Span]:
    """The pages, where a heading stands above what it is of and not at the end of the page before."""
    ends = {end: start for start, end in headings}
    starts = [start for start, _ in spans]
    for place, before in zip(range(1, len(starts)), spans, strict=False):
        while (start := ends.get(_end_of_words(text, starts[place]))) is not None and start > before[0]:
            starts[place] = start
    return list(zip(starts, [*starts[1:], *(end for _, end in spans[-1:])], strict=True))


def _end_of_words(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _cut(text: str, start: int, end: int, longest: int) -> Iterator[Span]:
    """Pages of about the same length; what is blank goes with the page before."""
    while text[start:end].strip():
        fair = -(-(end - start) // -(-(end - start) // longest))
        stop = _end(text, start, end, fair)
        if not text[stop:end].strip():
            stop = end
        yield start, stop
        start = stop


def _end(text: str, start: int, end: int, fair: int) -> int:
    """Where a page ends: with what is `fair`, or at the best place to cut before that."""
    stop = min(end, start + fair)
    while utf16_units(escape(text[start:stop])) > _HEAVIEST:
        stop = start + (stop - start) // 2
    if stop == end:
        return end
    ends = list(_SIGNS.finditer(text, start + (stop - start) // 2, stop))
    lines = [found.end() for found in ends if found[0] == "\n"]
    return lines[-1] if lines else ends[-1].end() if ends else stop
