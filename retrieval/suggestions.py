"""What can be asked instead: questions near a refused one that the library does answer."""

import re
from collections.abc import Iterator

from knowledge.document import Enumeration
from knowledge.numbers.numerals import years
from knowledge.places.gazetteer import short
from knowledge.places.regions import find_regions
from knowledge.shelf import Shelf

from .fit import Fit
from .runs import Run, Search

LONGEST = 40  # code points of a suggestion
_COUNT = re.compile(
    r"[一二两三四五六七八九十]+(?=个?(?:方面|机制|平台|工作|环节|聚焦|要求|任务|原则|措施|作用|重点))|\d+(?=个方面|项)"
)


def suggestions(search: Search, fits: dict[Run, Fit], shelf: Shelf) -> Iterator[str]:
    """Candidates, nearest first; some may prove to have no answer either."""
    text = search.question.text
    for run, fit in fits.items():
        start, end = int(search.index.sentences[run.first][0]), int(search.index.sentences[run.last - 1][1])
        said = shelf.text(run.document, start, end)
        if fit is Fit.OTHER_YEAR:
            yield from _with_years(text, said)
        elif fit is Fit.OTHER_REGION:
            yield from _with_regions(text, said)
    for document in dict.fromkeys(run.document for run in fits):
        yield from _asked_in(document, shelf)
        for enumeration in search.index.enumerations(document):
            yield from _list_question(enumeration, shelf.text(document, *enumeration.lead))


def _with_years(question: str, said: str) -> Iterator[str]:
    spans = [span for _, span in years(question)]
    for year in sorted({year for year, _ in years(said)}, reverse=True):
        start, end = spans[0]
        yield f"{question[:start]}{year}年{question[end:]}"


def _with_regions(question: str, said: str) -> Iterator[str]:
    spans = [span for _, span in find_regions(question)]
    if not spans:
        return
    start, end = spans[-1]
    for region, _ in find_regions(said):
        if region.level in ("province", "city", "county"):
            name = short(region) if region.level == "province" else region.name
            yield f"{question[:start]}{name}{question[end:]}"


def _asked_in(document: int, shelf: Shelf) -> Iterator[str]:
    """The questions that a document itself asks and answers."""
    for block in shelf.blocks(document):
        if block.kind == "question":
            asked = shelf.text(document, block.start, block.end)
            yield re.sub(r"^(?:问|[^：:]{0,12}记者)[：:]\s*", "", asked)


def _list_question(enumeration: Enumeration, lead: str) -> Iterator[str]:
    """应重点围绕八个方面： -> 应重点围绕哪八个方面？"""
    clause = re.split(r"[。；！？\n]", lead.rstrip(" ：:，。"))[-1]
    if (count := _COUNT.search(clause)) and len(clause) < LONGEST:
        yield f"{clause[: count.start()]}哪{clause[count.start() :]}？"
