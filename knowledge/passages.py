"""Sentences -> passages, the overlapping windows that are searched; and how far a snippet may reach."""

from collections.abc import Sequence

from .document import Span

WINDOW = 200  # on 327 questions over 299 policy documents 180-250 did equally well, more did worse
SNIPPET = 200  # code points of a snippet, as a rule


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


def reaches(sentences: Sequence[Span], headings: Sequence[bool], limit: int = SNIPPET) -> list[int]:
    """For each sentence, the end of the longest run from it that fits `limit` and runs into no heading."""
    ends: list[int] = []
    end = 0
    for first, (start, _) in enumerate(sentences):
        end = max(end, first + 1)
        while end < len(sentences) and not headings[end] and sentences[end][1] - start <= limit:
            end += 1
        ends.append(end)
    return ends
