"""The curated answer that was written for a question comes first, then the passages that it cites."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from knowledge.curated.answer import Cite
from knowledge.curated.doubts import Found

from .answer import Citation, Snippet
from .compose import SNIPPETS, Composed
from .curated import CitedPassage, OwnAnswer
from .edition import Edition
from .quoting import Quoting
from .runs import Search

DOUBTED = "所引原文有变动，待复核"


def own_first(found: Composed, answer: OwnAnswer, search: Search, edition: Edition, today: date) -> Composed:
    """What was found otherwise comes after it, as far as there is room, none of it twice, and only where it is
    said of what was asked for.
    """
    quoting = Quoting(search, edition, today)
    best = max((snippet.score for snippet in found.snippets), default=0.0)
    first = (_answer(answer, best + 2, quoting, edition, today), *_cited(answer, best + 1, quoting))
    others = () if found.fallback else found.snippets
    rest = [each for each in others if not any(_overlap(each, cited) for cited in first)]
    shown = (*first, *rest)[:SNIPPETS]
    return replace(found, snippets=shown, reason=None, near=(), evidence=1.0, fallback=None)


def found_now(cite: CitedPassage, edition: Edition, today: date) -> Found:
    """What became of a cited passage, in an edition and on a day."""
    if cite.number is None:
        return Found(Cite(cite.document, cite.quote))
    title, standing = edition.shelf.title(cite.number), edition.standing(cite.number, today)
    return Found(Cite(cite.document, cite.quote), title, cite.span, standing)


def _answer(answer: OwnAnswer, score: float, quoting: Quoting, edition: Edition, today: date) -> Snippet:
    shelf = edition.shelf
    text, metadata = shelf.text(answer.document), shelf.metadata(answer.document)
    doubted = any(found_now(cite, edition, today).doubt() for cite in answer.cites)
    citation = Citation(
        shelf.id(answer.document),
        shelf.title(answer.document),
        issuer=metadata.issuer,
        author=answer.author,
        published=answer.date,
        spans=((0, len(text)),),
        validity=DOUBTED if doubted else None,
    )
    return Snippet(text, "curated", quoting.highlighter.spans(text), round(score, 4), citation)


def _cited(answer: OwnAnswer, score: float, quoting: Quoting) -> Iterator[Snippet]:
    for cite in answer.cites:
        if cite.number is not None and cite.span is not None:
            yield quoting.snippet(cite.number, [cite.span], "sentence", score)


def _overlap(one: Snippet, other: Snippet) -> bool:
    return one.citation.document == other.citation.document and any(
        a < d and c < b for a, b in one.citation.spans for c, d in other.citation.spans
    )
