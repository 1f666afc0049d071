"""The curated answer that was written for a question comes first, then the passages that it cites."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from knowledge.curated.answer import OWN, PREFIX, Cite, CuratedAnswer, place
from knowledge.curated.doubts import Found
from knowledge.errors import UnknownDocument

from .answer import Citation, Snippet
from .compose import SNIPPETS, Composed
from .curated import CitedPassage, OwnAnswer
from .edition import Edition
from .quoting import Quoting
from .runs import Search

DOUBTED = "所引原文有变动，待复核"


def own_first(
    found: Composed,
    answer: OwnAnswer,
    search: Search,
    edition: Edition,
    today: date,
    most: int = SNIPPETS,
) -> Composed:
    """What was found otherwise comes after it, as far as there is room, none of it twice, and only where it
    is said of what was asked for.
    """
    shelf, number = edition.shelf, answer.document
    given = CuratedAnswer(
        shelf.id(number).removeprefix(PREFIX),
        shelf.title(number),
        shelf.text(number),
        author=answer.author,
        date=answer.date,
    )
    return _first(found, given, answer.cites, Quoting(search, edition, today), edition, today, most)


def previewed(
    found: Composed, draft: CuratedAnswer, search: Search, edition: Edition, today: date
) -> Composed:
    """The same for an answer that is no part of the edition yet."""
    cites = [passage(cite, edition) for cite in draft.cites]
    return _first(found, draft, cites, Quoting(search, edition, today), edition, today)


def found_now(cite: CitedPassage, edition: Edition, today: date) -> Found:
    """What became of a cited passage, in an edition and on a day."""
    if cite.number is None:
        return Found(Cite(cite.document, cite.quote))
    title, standing = edition.shelf.title(cite.number), edition.standing(cite.number, today)
    return Found(Cite(cite.document, cite.quote), title, cite.span, standing)


def _first(
    found: Composed,
    answer: CuratedAnswer,
    cites: Sequence[CitedPassage],
    quoting: Quoting,
    edition: Edition,
    today: date,
    most: int = SNIPPETS,
) -> Composed:
    best = max((snippet.score for snippet in found.snippets), default=0.0)
    doubted = any(found_now(cite, edition, today).doubt() for cite in cites)
    first = (_answer(answer, best + 2, doubted, quoting), *_cited(cites, best + 1, quoting))
    others = () if found.fallback else found.snippets
    rest = [each for each in others if not any(each.citation.overlaps(cited.citation) for cited in first)]
    shown = (*first, *rest)[:most]
    return replace(found, snippets=shown, reason=None, near=(), evidence=1.0, fallback=None)


def _answer(answer: CuratedAnswer, score: float, doubted: bool, quoting: Quoting) -> Snippet:
    citation = Citation(
        PREFIX + answer.id,
        answer.question,
        issuer=OWN,
        author=answer.author,
        published=answer.date,
        spans=((0, len(answer.text)),),
        validity=DOUBTED if doubted else None,
    )
    return Snippet(answer.text, "curated", quoting.highlighter.spans(answer.text), round(score, 4), citation)


def _cited(cites: Sequence[CitedPassage], score: float, quoting: Quoting) -> Iterator[Snippet]:
    for cite in cites:
        if cite.number is not None and cite.span is not None:
            yield quoting.snippet(cite.number, [cite.span], "sentence", score)


def passage(cite: Cite, edition: Edition) -> CitedPassage:
    """Where an edition has what is cited."""
    try:
        number = edition.shelf.number(cite.document)
    except UnknownDocument:
        return CitedPassage(cite.document, cite.quote)
    return CitedPassage(cite.document, cite.quote, number, place(cite.quote, edition.shelf.text(number)))
