"""Runs of sentences -> cited, verbatim snippets, or the reason for having none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from knowledge.document import Span
from knowledge.gazetteer import display
from knowledge.shelf import Shelf

from .answer import Reason, Snippet
from .articles import articles, asked_article
from .edition import Edition
from .evidence import ENOUGH, ON_TOPIC
from .figures import Figure, Figures
from .fit import TRUST, Fit, Fitting
from .kinds import FIGURE
from .lists import LONGEST_LIST, asked_for, list_spans
from .quoting import Quoting
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
ARTICLE_SCORE = 100.0  # of an article that was asked for by its number


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


def compose(search: Search, edition: Edition, today: date) -> Composed:
    """Choose among the runs of a looked-up question, cut and cite them; or refuse."""
    region = "、".join(display(each) for each in search.question.scope.regions) or None
    quoting = Quoting(search, edition, today)
    article = _article(search, edition, quoting)
    if article is not None:
        return Composed(article, None if article else "not_in_library", region)
    fitting, fits = Fitting(search), {}
    for run in islice(search.runs(), CONSIDERED):
        fits[run] = fitting.fit(run)
        if sum(fit in TRUST for fit in fits.values()) == SNIPPETS:
            break
    reason = _refusal(fits)
    if reason:
        return Composed(reason=reason, region=region, near=suggestions(search, fits, edition.shelf))
    kept = sorted((run for run in fits if fits[run] in TRUST), key=lambda run: -run.score * TRUST[fits[run]])
    kept = _in_force(kept, quoting)
    figures = _figures(kept, search, edition.shelf, quoting)
    kept, conflict = _conflicting_first(kept, figures)
    return Composed(
        tuple(_snippets(kept, figures, search, edition.shelf, quoting)), region=region, conflict=conflict
    )


def _article(search: Search, edition: Edition, quoting: Quoting) -> tuple[Snippet, ...] | None:
    """The article that was asked for, from documents in force if they have it; None if none was."""
    number = asked_article(search.question.text)
    looked_at = list(articles(number, search, edition.shelf)) if number else []
    if not looked_at:
        return None
    found = [(document, span) for document, span in looked_at if span]
    years = {str(year) for year in search.question.scope.years}
    dated = [each for each in found if (edition.shelf.metadata(each[0]).published or "")[:4] in years]
    in_force = [each for each in found if quoting.standing(each[0]) is None]
    return tuple(
        quoting.snippet(document, [(start, min(end, start + LONGEST_LIST))], "article", ARTICLE_SCORE)
        for document, (start, end) in (dated or in_force or found)[:SNIPPETS]
    )


def _refusal(fits: dict[Run, Fit]) -> Reason | None:
    """The reason for having no answer, if no run both covers the question and fits it."""
    most = max((run.evidence for run in fits), default=0.0)
    if most < ENOUGH:
        return "not_in_library" if most >= ON_TOPIC else "off_topic"
    best = max(fits.values())
    return None if best in TRUST else WHY[best]


def _in_force(runs: list[Run], quoting: Quoting) -> list[Run]:
    """What is not in force is left out, unless there is nothing else."""
    in_force = [run for run in runs if quoting.standing(run.document) is None]
    return in_force or runs


def _figures(runs: Sequence[Run], search: Search, shelf: Shelf, quoting: Quoting) -> dict[Run, Figure | None]:
    """The figure that each run answers with, where a figure is asked for."""
    if FIGURE not in search.question.marks:
        return {}
    finder = Figures(search, quoting.highlighter)
    return {run: finder.figure(run, shelf) for run in runs}


def _conflicting_first(runs: list[Run], figures: dict[Run, Figure | None]) -> tuple[list[Run], bool]:
    """Let the best run be followed by those that contradict its figure."""
    first = figures.get(runs[0])
    if first is None:
        return runs, False
    against = [run for run in runs[1:] if (other := figures[run]) and first.contradicts(other)]
    return [runs[0], *against, *(run for run in runs[1:] if run not in against)], bool(against)


def _snippets(
    runs: Sequence[Run], figures: dict[Run, Figure | None], search: Search, shelf: Shelf, quoting: Quoting
) -> Iterator[Snippet]:
    """One snippet a run; a list that was asked for takes the place of the runs that it overlaps."""
    shown: list[tuple[int, Span]] = []
    question = search.question
    for run in runs:
        span = _span(run, search)
        if any(
            run.document == document and span[0] < end and start < span[1] for document, (start, end) in shown
        ):
            continue
        found = asked_for(run, span, search) if question.wants_list or question.item else None
        spans = list_spans(found, shelf.text(run.document), question.item) if found else (span,)
        shown.append((run.document, (spans[0][0], spans[-1][1])))
        if found:
            whole = None if question.item else len(found.items)
            excerpt = len(spans) > 1
            snippet = quoting.snippet(run.document, spans, "list", run.score)
            yield replace(snippet, items=whole, excerpt=excerpt)
        else:
            figure = figures.get(run)
            yield quoting.snippet(run.document, spans, "sentence", run.score, [figure.span] if figure else [])


def _span(run: Run, search: Search) -> Span:
    start, end = int(search.index.sentences[run.first][0]), int(search.index.sentences[run.last - 1][1])
    return start, min(end, start + LONGEST)
