"""Runs of sentences -> cited, verbatim snippets, or the reason for having none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from knowledge.document import Span
from knowledge.gazetteer import display
from knowledge.shelf import Shelf

from .answer import ELLIPSIS, Citation, Reason, Snippet
from .edition import Edition
from .evidence import ENOUGH, ON_TOPIC
from .figures import Figure, Figures
from .fit import TRUST, Fit, Fitting
from .highlights import Highlighter
from .kinds import FIGURE
from .lists import asked_for, list_spans
from .runs import Run, Search
from .suggestions import suggestions

SNIPPETS = 5
WHY: dict[Fit, Reason] = {
    Fit.OTHER_ITEM: "not_in_library",
    Fit.OTHER_REGION: "region_not_covered",
    Fit.OTHER_YEAR: "year_not_covered",
}
CONSIDERED = 30  # runs among which those are sought that fit the years and regions asked for
LONGEST = 600  # code points of a snippet that is no list


@dataclass(frozen=True, slots=True)
class Composed:
    """What there is to show for a question: snippets, best first, or the reason for having none.

    `near` are candidates for what to ask instead, nearest first.
    """

    snippets: tuple[Snippet, ...] = ()
    reason: Reason | None = None
    region: str | None = None
    conflict: bool = False
    near: Iterable[str] = ()


def compose(search: Search, edition: Edition) -> Composed:
    """Choose among the runs of a looked-up question, cut and cite them; or refuse."""
    fitting, fits = Fitting(search), {}
    for run in islice(search.runs(), CONSIDERED):
        fits[run] = fitting.fit(run)
        if sum(fit in TRUST for fit in fits.values()) == SNIPPETS:
            break
    region = "、".join(display(each) for each in search.question.scope.regions) or None
    near = suggestions(search, fits, edition.shelf)
    most = max((run.evidence for run in fits), default=0.0)
    if most < ENOUGH:
        return Composed(
            reason="not_in_library" if most >= ON_TOPIC else "off_topic", region=region, near=near
        )
    kept = sorted((run for run in fits if fits[run] in TRUST), key=lambda run: -run.score * TRUST[fits[run]])
    if not kept:
        return Composed(reason=WHY[max(fits.values())], region=region, near=near)
    highlighter = Highlighter(search.question, edition.words.stop)
    figures = _figures(kept, search, edition.shelf, highlighter)
    kept, conflict = _conflicting_first(kept, figures)
    shown = tuple(_snippets(kept, figures, highlighter, search, edition.shelf))
    return Composed(shown, region=region, conflict=conflict)


def _figures(
    runs: Sequence[Run], search: Search, shelf: Shelf, highlighter: Highlighter
) -> dict[Run, Figure | None]:
    """The figure that each run answers with, where a figure is asked for."""
    if FIGURE not in search.question.marks:
        return {}
    finder = Figures(search, highlighter)
    return {run: finder.figure(run, shelf) for run in runs}


def _conflicting_first(runs: list[Run], figures: dict[Run, Figure | None]) -> tuple[list[Run], bool]:
    """Let the best run be followed by those that contradict its figure."""
    first = figures.get(runs[0])
    if first is None:
        return runs, False
    against = [run for run in runs[1:] if (other := figures[run]) and first.contradicts(other)]
    return [runs[0], *against, *(run for run in runs[1:] if run not in against)], bool(against)


def _snippets(
    runs: Sequence[Run],
    figures: dict[Run, Figure | None],
    highlighter: Highlighter,
    search: Search,
    shelf: Shelf,
) -> Iterator[Snippet]:
    """One snippet a run; a list that was asked for takes the place of the runs that it overlaps."""
    shown: list[tuple[int, Span]] = []
    for run in runs:
        span = _span(run, search)
        if any(
            run.document == document and span[0] < end and start < span[1] for document, (start, end) in shown
        ):
            continue
        found = asked_for(run, span, search) if search.question.wants_list else None
        spans = list_spans(found, shelf.text(run.document)) if found else (span,)
        shown.append((run.document, (spans[0][0], spans[-1][1])))
        text = ELLIPSIS.join(shelf.text(run.document, start, end) for start, end in spans)
        marked = [figure.span] if (figure := figures.get(run)) and not found else []
        yield Snippet(
            text,
            "list" if found else "sentence",
            highlighter.spans(text, [(start - span[0], end - span[0]) for start, end in marked]),
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
