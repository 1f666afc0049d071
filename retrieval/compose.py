"""Runs of sentences -> cited, verbatim snippets, or the reason for having none."""

from collections.abc import Iterator
from itertools import islice

from knowledge.document import Span
from knowledge.shelf import Shelf

from .answer import ELLIPSIS, Citation, Reason, Snippet
from .edition import Edition
from .evidence import ENOUGH, ON_TOPIC
from .fit import TRUST, Fit, Fitting
from .highlights import Highlighter
from .lists import asked_for, list_spans
from .runs import Run, Search

SNIPPETS = 5
WHY: dict[Fit, Reason] = {
    Fit.OTHER_ITEM: "not_in_library",
    Fit.OTHER_REGION: "region_not_covered",
    Fit.OTHER_YEAR: "year_not_covered",
}
CONSIDERED = 30  # runs among which those are sought that fit the years and regions asked for
LONGEST = 600  # code points of a snippet that is no list


def compose(search: Search, edition: Edition) -> tuple[tuple[Snippet, ...], Reason | None]:
    """The snippets for a question, best first, or the reason for having none."""
    runs = islice(search.runs(), CONSIDERED)
    fitting, fits = Fitting(search), {}
    most = 0.0
    for run in runs:
        most = max(most, run.evidence)
        fits[run] = fitting.fit(run)
        if sum(fit in TRUST for fit in fits.values()) == SNIPPETS:
            break
    if most < ENOUGH:
        return (), "not_in_library" if most >= ON_TOPIC else "off_topic"
    kept = sorted((run for run in fits if fits[run] in TRUST), key=lambda run: -run.score * TRUST[fits[run]])
    if not kept:
        return (), WHY[max(fits.values())]
    return tuple(_snippets(kept, search, edition)), None


def _snippets(runs: list[Run], search: Search, edition: Edition) -> Iterator[Snippet]:
    """One snippet a run; a list that was asked for takes the place of the runs that it overlaps."""
    question, shelf = search.question, edition.shelf
    shown: list[tuple[int, Span]] = []
    highlighter = Highlighter(question, edition.words.stop)
    for run in runs:
        span = _span(run, search)
        if any(
            run.document == document and span[0] < end and start < span[1] for document, (start, end) in shown
        ):
            continue
        found = asked_for(run, span, search) if question.wants_list else None
        spans = list_spans(found, shelf.text(run.document)) if found else (span,)
        shown.append((run.document, (spans[0][0], spans[-1][1])))
        text = ELLIPSIS.join(shelf.text(run.document, start, end) for start, end in spans)
        yield Snippet(
            text,
            "list" if found else "sentence",
            highlighter.spans(text),
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
