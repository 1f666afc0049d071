"""Runs of sentences -> cited, verbatim snippets, or the reason for having none."""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from knowledge.document import Span
from knowledge.shelf import Shelf

from .answer import ELLIPSIS, Citation, Reason, Snippet
from .highlights import highlights
from .lists import asked_for, list_spans
from .question import Question
from .runs import Run, Search

SNIPPETS = 5
LONGEST = 600  # code points of a snippet that is no list
ENOUGH = 0.35  # of the question's weight must be covered
ON_TOPIC = 0.15  # below, the question is about something else
ELSEWHERE = 0.5  # what a term counts that stands in the document, but not in the run


def compose(question: Question, search: Search, shelf: Shelf) -> tuple[tuple[Snippet, ...], Reason | None]:
    """The snippets for a question, best first, or the reason for having none."""
    runs = list(islice(search.runs(), SNIPPETS))
    evidence = max((_evidence(run, search) for run in runs), default=0.0)
    if evidence < ENOUGH:
        return (), "not_in_library" if evidence >= ON_TOPIC else "off_topic"
    return tuple(_snippets(question, runs, search, shelf)), None


def _evidence(run: Run, search: Search) -> float:
    """The share of the question's weight that a run covers; what only its document covers counts half."""
    first, last = search.index.firsts[run.document : run.document + 2]
    document = int(np.bitwise_or.reduce(search.held[first:last]))
    return ELSEWHERE * search.weight(document) + (1 - ELSEWHERE) * search.weight(run.covered)


def _snippets(question: Question, runs: list[Run], search: Search, shelf: Shelf) -> Iterator[Snippet]:
    """One snippet a run; a list that was asked for takes the place of the runs that it overlaps."""
    shown: list[tuple[int, Span]] = []
    for run in runs:
        span = _span(run, search)
        if any(run.document == document and span[0] < end and start < span[1] for document, (start, end) in shown):
            continue
        found = asked_for(run, span, search) if question.wants_list else None
        spans = list_spans(found, shelf.text(run.document)) if found else (span,)
        shown.append((run.document, (spans[0][0], spans[-1][1])))
        text = ELLIPSIS.join(shelf.text(run.document, start, end) for start, end in spans)
        yield Snippet(
            text,
            "list" if found else "sentence",
            highlights(text, question),
            round(run.score, 4),
            _citation(run, spans, search, shelf),
        )


def _span(run: Run, search: Search) -> Span:
    start, end = int(search.index.sentences[run.first][0]), int(search.index.sentences[run.last - 1][1])
    return start, min(end, start + LONGEST)


def _citation(run: Run, spans: tuple[Span, ...], search: Search, shelf: Shelf) -> Citation:
    metadata = shelf.metadata(run.document)
    return Citation(
        document=shelf.id(run.document),
        title=shelf.title(run.document),
        issuer=metadata.issuer,
        source=metadata.source,
        published=metadata.published,
        number=metadata.number,
        section=shelf.section(run.document, int(search.index.blocks[run.first])),
        spans=spans,
        uri=metadata.uri,
    )
