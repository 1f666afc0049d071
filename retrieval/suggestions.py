"""What can be asked instead: questions near a refused one that the library does answer."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge.document import Enumeration, Span
from knowledge.numbers.numerals import dates, years
from knowledge.places.gazetteer import ancestors, short
from knowledge.places.regions import find_regions
from knowledge.shelf import Shelf

from .figures import has_figure, possible_units
from .fit import Fit
from .followup.slots import Named, with_region
from .index import PassageIndex
from .kinds import FIGURE
from .relative import recent_span
from .runs import Run, Search
from .text import fold, normalise

LONGEST = 40  # code points of a suggestion
_PLACES = ("province", "city", "county")
_COUNT = re.compile(
    r"[一二两三四五六七八九十]+(?=个?(?:方面|机制|平台|工作|环节|聚焦|要求|任务|原则|措施|作用|重点)(?!日))|\d+(?=个方面|项)"
)
_ARTICLE = re.compile(r"\A第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?\s*")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question. `instead` is what it has in place of the region or the year that was asked for."""

    question: str
    instead: str | None = None


def suggestions(search: Search, fits: Mapping[Run, Fit], shelf: Shelf) -> Iterator[Suggestion]:
    """Candidates, nearest first; some may prove to have no answer either."""
    for run, fit in fits.items():
        if fit is Fit.OTHER_YEAR:
            yield from _with_years(search, run, shelf)
        elif fit is Fit.OTHER_REGION:
            yield from _with_regions(search, run, shelf)
    for document in dict.fromkeys(run.document for run in fits):
        yield from within(document, search.index, shelf)


def within(document: int, index: PassageIndex, shelf: Shelf) -> Iterator[Suggestion]:
    """The questions that a document has itself, and those for its lists."""
    for block in shelf.blocks(document):
        if block.kind == "question":
            asked = shelf.text(document, block.start, block.end)
            yield Suggestion(re.sub(r"^(?:问|[^：:]{0,12}记者)[：:]\s*", "", asked))
    for enumeration in index.enumerations(document):
        yield from _list_question(enumeration, shelf.text(document, *enumeration.lead))


def _with_years(search: Search, run: Run, shelf: Shelf) -> Iterator[Suggestion]:
    """The question of the times that the run speaks of, or else of when its document was published."""
    question = search.question.text
    spans = [span for _, span in years(question)]
    if not spans:
        return
    said = _said(search, run, shelf)
    if FIGURE in search.question.marks and not has_figure(said, possible_units(normalise(question))):
        return
    said = fold(said)
    named = [(date.year, span) for date, span in dates(said) if date.year and not date.day]
    named = [*named, *((year, span) for year, span in years(said) if not _within(span, named))]
    found = {said[start:end]: year for year, (start, end) in named}
    published = shelf.metadata(run.document).published
    if not found and published:
        found = {f"{published[:4]}年": int(published[:4])}
    for name in sorted(found, key=lambda name: -found[name]):
        start, end = recent_span(question) or _asked_date(question, spans[0])
        yield Suggestion(question[:start] + name + question[end:], name)


def _within(span: Span, named: list[tuple[int, Span]]) -> bool:
    return any(start <= span[0] and span[1] <= end for _, (start, end) in named)


def _asked_date(question: str, year: Span) -> Span:
    """The span of the year, and of the part of it that is asked for (2015年底)."""
    return next((span for date, span in dates(question) if span[0] <= year[0] and year[1] <= span[1]), year)


def _with_regions(search: Search, run: Run, shelf: Shelf) -> Iterator[Suggestion]:
    """The question of the regions that the run names, provinces where one was asked for."""
    question = search.question
    asked = question.scope.regions
    province = any(region.level == "province" for region in asked)
    for region, span in _regions(_said(search, run, shelf)):
        above = ancestors(region)
        named = next((each for each in (region, *above) if each.level == "province"), region)
        chosen = named if province and not set(asked) & set(above) else region
        name = short(chosen) if chosen.level == "province" else chosen.name
        yield Suggestion(with_region(question.text, [(chosen, span)], name), name)


def _regions(said: str) -> Named:
    """The places named, without those that only say where another lies."""
    found = {region: span for region, span in find_regions(said) if region.level in _PLACES}
    outer = {above for region in found for above in ancestors(region)}
    return [(region, span) for region, span in found.items() if region not in outer]


def _said(search: Search, run: Run, shelf: Shelf) -> str:
    """The sentence of the run that holds most of the question."""
    rows = search.rows.searchsorted(run.first)
    held = search.own[rows : rows + run.last - run.first] | search.above[rows : rows + run.last - run.first]
    best = run.first + int(search.evidence.shares(held).argmax())
    return shelf.text(run.document, *search.index.sentences[best].tolist())


def _list_question(enumeration: Enumeration, lead: str) -> Iterator[Suggestion]:
    """第三条 应重点围绕八个方面： -> 应重点围绕哪八个方面？ A time of so many 工作日 counts no items."""
    clause = _ARTICLE.sub("", re.split(r"[。；！？\n]", lead.rstrip(" ：:，。"))[-1])
    if (count := _COUNT.search(clause)) and len(clause) < LONGEST:
        yield Suggestion(f"{clause[: count.start()]}哪{clause[count.start() :]}？")
