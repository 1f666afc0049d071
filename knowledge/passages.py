"""Sentences -> passages, the overlapping windows that are searched; and how far a snippet may reach."""

from collections.abc import Sequence

from .document import Span

WINDOW = 200  # on 327 questions over 299 policy documents 180-250 did equally well, more did worse
SNIPPET = 200  # code points of a snippet, as a rule
LEAST = 100  # code points of one that is cut short to end with a paragraph; 60 and 140 did as well


def windows(sentences: Sequence[Span], limit: int = WINDOW) -> list[tuple[int, int]]:
    """Ranges [first, last) of sentence numbers, each at most `limit` code points long (or one sentence).

    Each window starts with the last sentence of the one before, where there is room for it beside the next,
    so that an answer that straddles two windows is found whole; the last one ends with the text.
    """
    ranges: list[tuple[int, int]] = []
    first = 0
    while first < len(sentences):
        last = first + 1
        while last < len(sentences) and sentences[last][1] - sentences[first][0] <= limit:
            last += 1
        ranges.append((first, last))
        if last == len(sentences):
            break
        repeats = last - 1 > first and sentences[last][1] - sentences[last - 1][0] <= limit
        first = last - 1 if repeats else last
    return ranges


def reaches(
    sentences: Sequence[Span], headings: Sequence[bool], openings: Sequence[bool], limit: int = SNIPPET
) -> list[int]:
    """For each sentence, the end of the run from it that makes a snippet.

    It is the longest that fits `limit` and runs into no heading; but one that would break off within a
    paragraph or item (those begin at `openings`) ends before that, if it is not too short then.
    """
    ends: list[int] = []
    end = 0
    for first, (start, _) in enumerate(sentences):
        end = max(end, first + 1)
        while end < len(sentences) and not headings[end] and sentences[end][1] - start <= limit:
            end += 1
        ends.append(_whole(first, end, sentences, headings, openings))
    return ends


def _whole(
    first: int, end: int, sentences: Sequence[Span], headings: Sequence[bool], openings: Sequence[bool]
) -> int:
    """The end, or where the paragraph begins that it would break off."""
    if end == len(sentences) or headings[end] or openings[end]:
        return end
    opened = next((number for number in range(end - 1, first, -1) if openings[number]), first)
    room = sentences[opened - 1][1] - sentences[first][0] if opened > first else 0
    return opened if room >= LEAST else end
