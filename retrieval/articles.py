"""A question about articles of a law (慈善法第23条, 第二十三条第二款) gets exactly these articles."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.document import Block, Span
from knowledge.numbers.cardinals import whole

from .answer import Reason, Snippet
from .lawnames import calls, law_named, year_named
from .lists import LONGEST_LIST
from .quoting import Quoting
from .runs import Search
from .text import normalise

MOST = 5  # articles that are quoted
ARTICLE_SCORE = 100.0  # of an article that was asked for by its number
_NUMBER = r"[〇零一二三四五六七八九十百千\d]{1,9}"
_PLACE = (
    r"(?:之(?P<inserted>[一二三四五六七八九十]{1,2}))?"
    rf"(?:\s?第\s?(?P<paragraph>{_NUMBER})\s?款)?(?:\s?第?\s?\(?(?P<item>{_NUMBER})\)?\s?项)?"
)
_ASKED = re.compile(
    rf"(?:第\s?(?P<numbers>{_NUMBER}(?:[、和]{_NUMBER})*)\s?条"
    rf"|(?:(?:规定|办法|规则|规程|章程)》?的?\s?(?=\d)|(?:法典?|条例|细则)》?的?\s?)(?P<bare>{_NUMBER})\s?条"
    rf"(?!措施|意见|建议|规定|举措)){_PLACE}"
)
_RANGE = re.compile(r"\s?(?:至|到|-|—|~)\s?")
_ARTICLE = re.compile(rf"第\s?({_NUMBER})\s?条(?:之([一二三四五六七八九十]{{1,2}}))?")
_ITEM = re.compile(rf"[(（]?({_NUMBER})[)）.、．]")
_MARKS = "。；：！？”）;:!?)"
Number = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """`numbers` are those of articles: (23, 0) of 第二十三条, (23, 1) of 第二十三条之一.

    `law` is what their law is called, empty where none is named, and `year` that of the version that is
    named. `paragraph` (款) and `item` (项) of the article count from 1.
    """

    numbers: tuple[Number, ...]
    law: str = ""
    year: int | None = None
    paragraph: int | None = None
    item: int | None = None


def asked_articles(question: str) -> Asked | None:
    """The articles that a question names by number, at most MOST of them."""
    text = normalise(question)
    found = list(_ASKED.finditer(text))
    if not found:
        return None
    numbers: list[Number] = []
    for at, match in enumerate(found):
        if at and _RANGE.fullmatch(text, found[at - 1].end(), match.start()) and numbers:
            numbers += [(number, 0) for number in range(numbers[-1][0] + 1, _numbers(match)[0][0])]
        numbers += _numbers(match)
    first = found[0]
    before = text[: first.start("bare") if first["bare"] else first.start()]
    law = law_named(before)
    paragraph, item = (_value(first[name]) if first[name] else None for name in ("paragraph", "item"))
    year = year_named(before, law) if law else None
    return Asked(tuple(dict.fromkeys(numbers))[:MOST], law, year, paragraph, item)


def articles(asked: Asked, search: Search, quoting: Quoting) -> tuple[Snippet, ...] | Reason | None:
    """The articles, or why there are none; None where the question is about no document with articles.

    They come from the law that is named, or else from all documents that the question names best: from the
    version of a year that it names, or the one that was in force then, or what it is best to answer from.
    """
    named = _named(asked, quoting, search.documents) if asked.law else _best(search)
    if asked.law and not named:
        return "document_not_in_library"
    held = [document for document in named if _has_articles(document, quoting)]
    if not held:
        return None
    versions = _of_version(held, asked.year, search, quoting)
    if not versions:
        return "year_not_covered"
    found = [
        (document, place)
        for document in versions
        for place in _places(asked, quoting.shelf.blocks(document), quoting, document)
    ]
    shown = (
        quoting.snippet(document, [span], "article", ARTICLE_SCORE, marked)
        for document, (span, marked) in found[:MOST]
    )
    return tuple(shown) or "not_in_library"


def _named(asked: Asked, quoting: Quoting, documents: Sequence[int]) -> list[int]:
    """The documents that are called so: those of which it is the whole title, or else short for it."""
    fits = {document: calls(asked.law, quoting.shelf.title(document)) for document in documents}
    best = max(fits.values(), default=0)
    return [document for document, fit in fits.items() if fit and fit == best]


def _best(search: Search) -> list[int]:
    """The documents whose titles hold most of the question's words."""
    named = {document: _words(document, search) for document in search.documents}
    most = max(named.values(), default=0)
    return [document for document, words in named.items() if words == most]


def _words(document: int, search: Search) -> int:
    """How many of the question's words the title of a document holds."""
    first = int(search.index.firsts[document])
    context = int(search.held(search.index.contexts[[first]])[0])
    return sum(context >> place & 1 for place in range(len(search.question.words)))


def _has_articles(document: int, quoting: Quoting) -> bool:
    return any(block.kind == "article" for block in quoting.shelf.blocks(document))


def _of_version(
    documents: Sequence[int], year: int | None, search: Search, quoting: Quoting
) -> Sequence[int]:
    """Those of the year that is named, or in force then; none where the version of a `year` is not there."""
    years = (year,) if year else search.question.scope.years
    dated = [each for each in documents if quoting.published(each) in years]
    then = [
        each for each in documents if any(quoting.in_force_on(each, date(year, 12, 31)) for year in years)
    ]
    return dated or then or ([] if year else quoting.wanted(documents))


def _places(
    asked: Asked, blocks: Sequence[Block], quoting: Quoting, document: int
) -> Iterator[tuple[Span, list[Span]]]:
    """Where the articles stand, and what of the first one is asked for."""
    for number in asked.numbers:
        parts = _parts(number, blocks, quoting, document)
        if parts:
            marked = _asked_part(asked, parts, quoting, document) if number == asked.numbers[0] else []
            yield (parts[0].start, _end(parts)), marked


def _parts(number: Number, blocks: Sequence[Block], quoting: Quoting, document: int) -> list[Block]:
    """The article with the paragraphs that belong to it; the signature below the last one does not."""
    parts: list[Block] = []
    for block in blocks:
        if parts and block.kind in ("article", "heading"):
            break
        if parts or (block.kind == "article" and _number(block, quoting, document) == number):
            parts.append(block)
    while len(parts) > 1 and quoting.shelf.text(document, parts[-1].end - 1, parts[-1].end) not in _MARKS:
        parts.pop()
    return parts


def _number(block: Block, quoting: Quoting, document: int) -> Number | None:
    head = quoting.shelf.text(document, block.start, min(block.end, block.start + 16))
    match = _ARTICLE.match(head)
    return (_value(match[1]), _value(match[2]) if match[2] else 0) if match else None


def _end(parts: Sequence[Block]) -> int:
    """The end of the article, or of the last paragraph of it that there is room for."""
    start = parts[0].start
    fitting = [part.end for part in parts if part.end - start <= LONGEST_LIST]
    return fitting[-1] if fitting else start + LONGEST_LIST


def _asked_part(asked: Asked, parts: Sequence[Block], quoting: Quoting, document: int) -> list[Span]:
    """The paragraph (款) or the item (项) that is asked for; a paragraph has its items with it."""
    paragraphs: list[list[Block]] = []
    for part in parts:
        text = quoting.shelf.text(document, part.start, min(part.end, part.start + 8))
        if not paragraphs or not _ITEM.match(text):
            paragraphs.append([])
        paragraphs[-1].append(part)
    if asked.paragraph and asked.paragraph <= len(paragraphs):
        chosen = paragraphs[asked.paragraph - 1]
        return [_item(asked.item, chosen, quoting, document) or (chosen[0].start, chosen[-1].end)]
    item = _item(asked.item, parts, quoting, document)
    return [item] if item else []


def _item(number: int | None, parts: Sequence[Block], quoting: Quoting, document: int) -> Span | None:
    for part in parts:
        match = _ITEM.match(quoting.shelf.text(document, part.start, min(part.end, part.start + 8)))
        if match and _value(match[1]) == number:
            return part.start, part.end
    return None


def _numbers(match: re.Match[str]) -> list[Number]:
    inserted = _value(match["inserted"]) if match["inserted"] else 0
    found = re.split("[、和]", match["numbers"] or match["bare"])
    return [(_value(number), inserted) for number in found]


def _value(written: str) -> int:
    return whole(written) or 0
