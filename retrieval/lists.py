"""Enumerations as answers: the list that a question asks for, whole or as an excerpt of all its items."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from knowledge.document import Enumeration, Span
from knowledge.shelf import Shelf

from .runs import Run, Search

LONGEST_LIST = 1500  # code points; a longer list is shown as its lead-in and the start of every item
LEAD_IN = 0.3  # of the question's weight must stand in a list's lead-in for it to be what was asked for
WHOLE_LEAD_IN = 0.5  # the same where no list was asked for in so many words (什么条件)
SECTION = 150  # code points: longer items, on average, are sections; 100 and 120 did as well on 165 questions
_WITHIN = re.compile(r"[一二三四五六七八九十]+[是要]|第[一二三四五六七八九十]|首先|其[一二次]|一方面")
_WHOLE_TEXT = re.compile(
    r"(?:现[就将把]|(?:通知|通告|公告|通报|意见|决定|规定|事项|要求)如下)[^。]*$"
    r"|[本此](?:细则|办法|规定|通知|方案|意见|指引|措施)。?$"
)
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]?")


def asked_for(run: Run, span: Span, search: Search, shelf: Shelf) -> Enumeration | None:
    """The list of the run's document whose lead-in covers the question best, among those that overlap `span`
    or are marked out by the question.
    """
    found = [
        (_lead_weight(run, enumeration, search), enumeration)
        for enumeration in search.index.enumerations(run.document)
        if _is_near(enumeration, span, search)
        and (_is_counted(enumeration, search) or not _is_outline(enumeration, run.document, shelf))
    ]
    question = search.question
    counted = [each for each in found if _is_counted(each[1], search) and each[0] >= LEAD_IN]
    weight, best = max(counted or found, key=lambda pair: (pair[0], -pair[1].lead[0]), default=(0.0, None))
    if question.wants_list or question.items:
        return best if weight >= LEAD_IN else None
    return (
        best
        if weight >= (LEAD_IN if counted else WHOLE_LEAD_IN) and (counted or not question.counts)
        else None
    )


def _is_near(enumeration: Enumeration, span: Span, search: Search) -> bool:
    """Whether it overlaps the span, or the question asks for its items or tells how many it has."""
    overlaps = enumeration.lead[0] < span[1] and span[0] < enumeration.items[-1][1]
    return overlaps or search.question.items is not None or _is_counted(enumeration, search)


def _is_counted(enumeration: Enumeration, search: Search) -> bool:
    """Whether the question speaks of a list of that many items."""
    return len(enumeration.items) in search.question.counts


def _is_outline(enumeration: Enumeration, document: int, shelf: Shelf) -> bool:
    """Whether the items are a document's sections (现通知如下：一、…) rather than a list in its text."""
    start, end = enumeration.items[0][0], enumeration.items[-1][1]
    if _WITHIN.match(shelf.text(document, start, start + 6)):
        return False
    lead = shelf.text(document, *enumeration.lead).rstrip()
    return end - start > SECTION * len(enumeration.items) or bool(_WHOLE_TEXT.search(lead[-60:]))


def _lead_weight(run: Run, enumeration: Enumeration, search: Search) -> float:
    """The share of the question's weight in the sentences that the lead-in is part of."""
    first, last = search.index.firsts[run.document : run.document + 2].tolist()
    sentences = search.index.sentences[first:last]
    start, end = enumeration.lead
    within = np.flatnonzero((sentences[:, 0] < end) & (sentences[:, 1] > start))
    return search.weight(within + first)


def list_spans(enumeration: Enumeration, text: str, places: Sequence[int] = ()) -> tuple[Span, ...]:
    """The whole list as one span, or, where that is too long, its lead-in and each item's first sentence.

    Where some of its items are asked for, by `places` (0 …), these alone. `text` is the document's. Items are
    left out at the end only where even their first sentences would be too long.
    """
    if places:
        return tuple(_neighbours([enumeration.items[place] for place in places]))
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


def _neighbours(items: Sequence[Span]) -> Iterator[Span]:
    """The spans of items, those that follow each other as one; no more of them than there is room for."""
    spans: list[Span] = []
    for start, end in items:
        if sum(b - a for a, b in spans) + end - start > LONGEST_LIST:
            break
        if spans and start - spans[-1][1] <= 1:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    yield from spans or [(items[0][0], items[0][0] + LONGEST_LIST)]
