"""One page of a document, as a message shows it."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.markup import LIMIT, Run, emphasised, html, utf16_units
from bot.messages import badge, section_path
from bot.telegram.answering import place as places
from bot.telegram.answering import source_words as words
from bot.telegram.answering.pages import pages, with_headings
from bot.telegram.answering.place import Place
from knowledge.curated.answer import PREFIX
from knowledge.document import Span
from retrieval.reloading import today

if TYPE_CHECKING:
    from retrieval.answerer import Answerer
    from retrieval.edition import Edition

_LONGEST_NAME = 100  # code points of a title, and of a path of headings


@dataclass(frozen=True, slots=True)
class Page:
    """`number` counts from 1; `opening` is that of the page with the quotation, None where nothing is quoted.

    `curated` says that it is an answer by an admin, which has no file to ask for.
    """

    html: str
    number: int
    total: int
    opening: int | None
    curated: bool


def page(answerer: "Answerer", place: Place, number: int | None = None) -> Page:
    """A page of the document, by default the one with the quotation; the nearest where there is no such page.

    Raises UnknownDocument where nothing is left of the text.
    """
    edition, document = places.found(answerer, place)
    text = edition.shelf.text(document)
    spans = with_headings(text, pages(text, place.opening), _headings(edition, document))
    starts = [start for start, _ in spans]
    opening = max(1, bisect_right(starts, place.opening[0])) if place.spans else None
    number = max(1, min(number or opening or 1, len(spans)))
    older = edition.number != answerer.edition
    head = list(_head(edition, document, spans[number - 1][0]))
    head += [Run("\n" + words.page_of(number, len(spans)))] if len(spans) > 1 else []
    head += [Run(f"\n{words.OLDER}")] if older else []
    body = list(_body(edition, document, spans[number - 1], place.spans))
    return Page(_fitting([*head, Run("\n"), *body]), number, len(spans), opening, _curated(place))


def _curated(place: Place) -> bool:
    return place.document.startswith(PREFIX)


def _head(edition: "Edition", document: int, start: int) -> Iterator[Run]:
    yield Run(edition.shelf.title(document)[:_LONGEST_NAME], bold=True)
    if standing := edition.standing(document, today()):
        yield Run("\n")
        yield badge(standing)
    if section := section_path(edition.shelf.section_at(document, start)):
        yield Run("\n" + section[:_LONGEST_NAME])


def _body(edition: "Edition", document: int, span: Span, quoted: tuple[Span, ...]) -> Iterator[Run]:
    """The words of the page, verbatim; headings and what was quoted are bold."""
    start, end = span
    shown = (*_headings(edition, document), *quoted)
    bold = [(a - start, b - start) for a, b in shown if a < end and start < b]
    return emphasised(edition.shelf.text(document, start, end), bold, quoted=True)


def _headings(edition: "Edition", document: int) -> list[Span]:
    return [(each.start, each.end) for each in edition.shelf.blocks(document) if each.kind == "heading"]


def _fitting(runs: list[Run]) -> str:
    """The message; where very many bold words make it too long, without any."""
    whole = html(runs)
    return whole if utf16_units(whole) <= LIMIT else html(Run(each.text, each.quoted) for each in runs)
