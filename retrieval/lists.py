"""Enumerations as answers: the list that a question asks for, whole or as an excerpt of all its items."""

import re

import numpy as np

from knowledge.document import Enumeration, Span

from .runs import Run, Search

LONGEST_LIST = 1500  # code points; a longer list is shown as its lead-in and the start of every item
LEAD_IN = 0.3  # of the question's weight must stand in a list's lead-in for it to be what was asked for
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]?")


def asked_for(run: Run, span: Span, search: Search) -> Enumeration | None:
    """The list of the run's document that overlaps `span` and whose lead-in covers the question best."""
    found = [
        (_lead_weight(run, enumeration, search), enumeration)
        for enumeration in search.index.enumerations(run.document)
        if enumeration.lead[0] < span[1] and span[0] < enumeration.items[-1][1]
    ]
    weight, best = max(found, key=lambda pair: (pair[0], -pair[1].lead[0]), default=(0.0, None))
    return best if weight >= LEAD_IN else None


def _lead_weight(run: Run, enumeration: Enumeration, search: Search) -> float:
    """The share of the question's weight in the sentences that the lead-in is part of."""
    first, last = search.index.firsts[run.document : run.document + 2].tolist()
    sentences = search.index.sentences[first:last]
    start, end = enumeration.lead
    within = np.flatnonzero((sentences[:, 0] < end) & (sentences[:, 1] > start))
    return search.weight(within + first)


def list_spans(enumeration: Enumeration, text: str, item: int | None = None) -> tuple[Span, ...]:
    """The whole list as one span, or, where that is too long, its lead-in and each item's first sentence.

    Where one `item` (1 …) is asked for and there is one, its span alone. `text` is the document's. Items are
    left out at the end only where even their first sentences would be too long.
    """
    if item and item <= len(enumeration.items):
        return (enumeration.items[item - 1],)
    start, end = enumeration.lead[0], enumeration.items[-1][1]
    if end - start <= LONGEST_LIST:
        return ((start, end),)
    spans, length = [enumeration.lead], enumeration.lead[1] - enumeration.lead[0]
    for item_start, item_end in enumeration.items:
        match = _SENTENCE.match(text, item_start, item_end)
        span = (item_start, match.end() if match else item_end)
        length += span[1] - span[0]
        if length > LONGEST_LIST:
            break
        spans.append(span)
    return tuple(spans)
