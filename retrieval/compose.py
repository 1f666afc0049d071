"""Runs of sentences -> cited, verbatim snippets, or the reason for having none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from knowledge.document import Enumeration, Span
from knowledge.places.gazetteer import display

from .about import heads, held
from .answer import Fallback, Held, Reason, Snippet
from .articles import articles, asked_articles
from .documents import Asked, asked_documents
from .edition import Edition
from .evidence import ENOUGH, ON_TOPIC
from .field import is_of_field
from .figures import Figure, Figures
from .fit import REPORTS, TRUST, Fit, Fitting
from .kinds import FIGURE, TITLE
from .lists import asked_for, list_spans
from .posts import with_post_first
from .quoting import Quoting
from .runs import Run, Search
from .suggestions import Suggestion, suggestions
from .text import normalise
from .titles import mentioned
from .twins import sourced_first

SNIPPETS = 5
WHY: dict[Fit, Reason] = {
    Fit.OTHER_TOPIC: "not_in_library",
    Fit.OTHER_ITEM: "not_in_library",
    Fit.NO_FIGURE: "not_in_library",
    Fit.OTHER_REGION: "region_not_covered",
    Fit.OTHER_YEAR: "year_not_covered",
}
CONSIDERED = 30  # runs among which those are sought that fit the years and regions asked for
LONGEST = 600  # code points of a snippet that is no list
NATIONWIDE, UNKNOWN = "全国", "未写明地区"  # of what is said that names no region
NEARLY = 0.85  # of the best run's score is enough for a list to come first


@dataclass(frozen=True, slots=True)
class Composed:
    """What there is to show for a question: snippets, best first, or the reason for having none.

    `mentioned` are titles asked about that the library does not hold, only mention; `documents` those that
    the question is about.
    `near` are candidates for what to ask instead, nearest first. `fallback` and `evidence` are the answer's.
    `topic` is the share of the question, regions and years apart, that the first snippet is about.
    """

    snippets: tuple[Snippet, ...] = ()
    reason: Reason | None = None
    region: str | None = None
    conflict: bool = False
    mentioned: tuple[str, ...] = ()
    documents: tuple[Held, ...] = ()
    near: Iterable[Suggestion] = ()
    evidence: float = 1.0
    fallback: Fallback | None = None
    topic: float = 1.0


def compose(search: Search, edition: Edition, today: date, most: int = SNIPPETS) -> Composed:
    """Choose among the runs of a looked-up question, cut and cite `most` of them; or refuse."""
    region = "、".join(display(each) for each in search.question.scope.regions) or None
    return replace(_Composing(search, edition, today, most).composed(), region=region)


class _Composing:
    """The steps from runs to snippets for one question."""

    def __init__(self, search: Search, edition: Edition, today: date, most: int) -> None:
        self._search, self._question, self._shelf = search, search.question, edition.shelf
        self._at_most = most
        self._quoting = Quoting(search, edition, today)
        self._fitting = Fitting(search, edition.shelf)

    def composed(self) -> Composed:
        asked = asked_articles(self._question.text)
        found = articles(asked, self._search, self._quoting) if asked else None
        if found is not None:
            return Composed(found) if isinstance(found, tuple) else Composed(reason=found)
        named = asked_documents(self._question.text, self._shelf)
        fits = self._within(named, self._fits())
        own = tuple(heads(named, self._quoting)) if named.itself else ()
        reason = self._refusal(named, fits)
        if reason and not own:
            near = suggestions(self._search, fits, self._shelf)
            return Composed(reason=reason, near=near, evidence=self._strongest(fits))
        answered = Composed() if reason or named.versions else self._answered(fits)
        shown = _beside(own, answered.snippets)[: self._at_most]
        answered = replace(answered, snippets=shown, mentioned=named.absent)
        return replace(answered, documents=held(self._about(named, answered), self._quoting))

    def _refusal(self, named: Asked, fits: Mapping[Run, Fit]) -> Reason | None:
        if not named.held and not all(
            mentioned(each, fits, self._search, self._shelf) for each in named.absent
        ):
            return "document_not_in_library"
        return self._unanswered(fits)

    def _unanswered(self, fits: Mapping[Run, Fit]) -> Reason | None:
        """The reason for having no answer, if no run both covers the question and fits it."""
        strength = self._search.evidence.strength
        covering = [fit for run, fit in fits.items() if strength(run.evidence, run.held) >= ENOUGH]
        if not covering and not len(self._shelf):
            return "not_in_library"
        if not covering:
            near = _most(fits) >= ON_TOPIC or is_of_field(normalise(self._question.text))
            return "not_in_library" if near else "off_topic"
        best = max(covering)
        return None if best in TRUST else WHY[best]

    def _strongest(self, runs: Iterable[Run]) -> float:
        """How good an answer the best of the runs is."""
        strength = self._search.evidence.strength
        return max((strength(run.evidence, run.held) for run in runs), default=0.0)

    def _within(self, named: Asked, fits: Mapping[Run, Fit]) -> Mapping[Run, Fit]:
        """The runs of the documents that the question names, if these answer it."""
        within = {run: fit for run, fit in fits.items() if run.document in named.held}
        return within if within and self._unanswered(within) is None else fits

    def _about(self, named: Asked, answered: Composed) -> Sequence[int]:
        """The documents that a question is about, or that is the answer to which document says something."""
        if named.itself or TITLE not in self._question.marks or not answered.snippets:
            return named.held if named.itself else ()
        first = self._shelf.number(answered.snippets[0].citation.document)
        return (first,) if self._shelf.metadata(first).document_type not in (None, *REPORTS) else ()

    def _answered(self, fits: Mapping[Run, Fit]) -> Composed:
        runs = self._in_force(fits)
        lists = {run: self._list(run) for run in runs} if self._wants_list else {}
        runs = _lists_first(runs, lists)
        figures = self._figures(runs)
        elsewhere = {run: self._elsewhere(run) for run in runs if fits[run] is Fit.UNSAID}
        runs, conflict = _conflicting_first(runs, figures, elsewhere)
        shown = tuple(
            replace(snippet, applies_to=elsewhere.get(run))
            for run, snippet in self._snippets(runs, lists, figures)
        )
        return Composed(
            shown,
            conflict=conflict,
            evidence=self._strongest(runs),
            fallback=self._fallback(shown),
            topic=self._fitting.topic(runs[0]),
        )

    def _elsewhere(self, run: Run) -> str:
        """Of what a run is said that names no region."""
        return NATIONWIDE if self._fitting.national(run) else UNKNOWN

    def _fallback(self, shown: Sequence[Snippet]) -> Fallback | None:
        if not all(snippet.applies_to for snippet in shown):
            return None
        asked = "、".join(region.name for region in self._question.scope.regions)
        return Fallback(asked, shown[0].applies_to or UNKNOWN)

    @property
    def _wants_list(self) -> bool:
        question = self._question
        return question.wants_list or question.may_want_list or question.items is not None

    def _fits(self) -> dict[Run, Fit]:
        """The best runs and how they fit the question's scope, until enough of them do."""
        fits: dict[Run, Fit] = {}
        for run in islice(self._search.runs(), CONSIDERED):
            fits[run] = self._fitting.fit(run)
            if sum(fit in TRUST for fit in fits.values()) == self._at_most:
                break
        return fits

    def _in_force(self, fits: Mapping[Run, Fit]) -> list[Run]:
        """The runs that fit, best first; what is not in force is left out, unless there is nothing else."""
        fitting = (run for run, fit in fits.items() if fit in TRUST)
        runs = sorted(fitting, key=lambda run: -run.score * TRUST[fits[run]] * self._fitting.of_kind(run))
        runs = sourced_first(runs, self._search, self._shelf)
        runs = with_post_first(runs, self._question.text, self._text)
        return self._quoting.wanted_runs(runs)

    def _text(self, run: Run) -> str:
        return self._shelf.text(run.document, *_span(run, self._search))

    def _list(self, run: Run) -> Enumeration | None:
        return asked_for(run, _span(run, self._search), self._search, self._shelf)

    def _figures(self, runs: Sequence[Run]) -> dict[Run, Figure | None]:
        """The figure that each run answers with, where a figure is asked for."""
        if FIGURE not in self._question.marks:
            return {}
        finder = Figures(self._search, self._quoting.highlighter)
        return {run: finder.figure(run, self._shelf) for run in runs}

    def _snippets(
        self,
        runs: Sequence[Run],
        lists: Mapping[Run, Enumeration | None],
        figures: Mapping[Run, Figure | None],
    ) -> Iterator[tuple[Run, Snippet]]:
        """One snippet a run; a list that was asked for takes the place of the runs that it overlaps."""
        shown: list[tuple[int, Span]] = []
        for run in runs:
            start, end = _span(run, self._search)
            if any(run.document == document and start < b and a < end for document, (a, b) in shown):
                continue
            if found := lists.get(run):
                snippet = self._list_snippet(run, found)
            else:
                figure = figures.get(run)
                marked = [figure.span] if figure else []
                snippet = self._quoting.snippet(run.document, [(start, end)], "sentence", run.score, marked)
                snippet = replace(snippet, as_of=figure.as_of) if figure else snippet
            start, end = snippet.citation.spans[0][0], snippet.citation.spans[-1][1]
            if any(run.document == document and start < b and a < end for document, (a, b) in shown):
                continue
            shown.append((run.document, (start, end)))
            yield run, snippet

    def _list_snippet(self, run: Run, found: Enumeration) -> Snippet:
        asked, count = self._question.items, len(found.items)
        places = asked.places(count) if asked else ()
        spans = list_spans(found, self._shelf.text(run.document), places)
        snippet = self._quoting.snippet(run.document, spans, "list", run.score)
        if places:
            return replace(snippet, picked=tuple(place + 1 for place in places), out_of=count)
        whole = found.announced in (None, count)
        return replace(snippet, items=count if whole else None, excerpt=len(spans) > 1)


def _beside(own: Sequence[Snippet], others: Sequence[Snippet]) -> tuple[Snippet, ...]:
    """What documents say of themselves, and the other snippets that say more."""
    more = (each for each in others if not any(each.citation.overlaps(first.citation) for first in own))
    return (*own, *more)


def _most(runs: Iterable[Run]) -> float:
    """The evidence of the run that has the most of it."""
    return max((run.evidence for run in runs), default=0.0)


def _lists_first(runs: list[Run], lists: Mapping[Run, Enumeration | None]) -> list[Run]:
    """Where a list is asked for, a run that gives one comes before others that are hardly better."""
    near = [run for run in runs if lists.get(run) and run.score >= NEARLY * runs[0].score]
    return [*near, *(run for run in runs if run not in near)]


def _conflicting_first(
    runs: list[Run], figures: dict[Run, Figure | None], elsewhere: Mapping[Run, str]
) -> tuple[list[Run], bool]:
    """Let the best run be followed by those that contradict its figure, but for what is said of elsewhere."""
    first = figures.get(runs[0])
    if first is None:
        return runs, False
    beside = [run for run in runs[1:] if (run in elsewhere) == (runs[0] in elsewhere)]
    against = [run for run in beside if (other := figures[run]) and first.contradicts(other)]
    return [runs[0], *against, *(run for run in runs[1:] if run not in against)], bool(against)


def _span(run: Run, search: Search) -> Span:
    start, end = search.span(run)
    return start, min(end, start + LONGEST)
