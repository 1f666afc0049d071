"""Where somebody reads: a document, what was quoted of it, and the text that it had then."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from knowledge.curated.answer import place as where
from knowledge.document import Span
from knowledge.errors import KnowledgeError, UnknownDocument
from retrieval.answer import ELLIPSIS, Snippet

if TYPE_CHECKING:
    from retrieval.answerer import Answerer
    from retrieval.edition import Edition


@dataclass(frozen=True, slots=True)
class Place:
    """`edition` had the document with the text of this `digest`; `spans` of it were quoted, and `opening` is
    the page that shows them.
    """

    document: str
    edition: int
    digest: str
    spans: tuple[Span, ...] = ()
    opening: Span = (0, 0)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Place":
        spans = tuple((start, end) for start, end in values["spans"])
        start, end = values["opening"]
        return cls(**{**values, "spans": spans, "opening": (start, end)})


def whole(answerer: "Answerer", document: str) -> Place:
    """The beginning of a document as it is now. Raises UnknownDocument."""
    edition = answerer.kept()
    return Place(document, edition.number, _digest(edition, document))


def quoted(answerer: "Answerer", snippet: Snippet, edition: int | None) -> Place:
    """Where a snippet of an answer from this edition stands; if that is gone, where its words stand now.

    Raises UnknownDocument where they stand nowhere any more.
    """
    document = snippet.citation.document
    with suppress(KnowledgeError):
        return _around(answerer, document, snippet.citation.spans, answerer.kept(edition).number)
    now = answerer.kept()
    text = now.shelf.text(now.shelf.number(document))
    spans = [where(words, text) for words in _pieces(snippet)]
    found = tuple(sorted(span for span in spans if span))
    if len(found) < len(spans):
        raise UnknownDocument(f"{document}：引文已经不在这份文件里。")
    return _around(answerer, document, found, now.number)


def found(answerer: "Answerer", place: Place) -> tuple["Edition", int]:
    """An edition that has the document with that text, if possible the one that answers; the document's
    number in it. Raises UnknownDocument where none is kept.
    """
    for number in (None, place.edition):
        with suppress(KnowledgeError):
            edition = answerer.kept(number)
            if _digest(edition, place.document) == place.digest:
                return edition, edition.shelf.number(place.document)
    raise UnknownDocument(f"{place.document}：第 {place.edition} 版的文本已不再保留。")


def _around(answerer: "Answerer", document: str, spans: tuple[Span, ...], edition: int) -> Place:
    context = answerer.context(document, spans, edition)
    opening = context.start, context.start + len(context.text)
    return Place(document, edition, _digest(answerer.kept(edition), document), spans, opening)


def _pieces(snippet: Snippet) -> Iterator[str]:
    """The words of each span, which the snippet joins."""
    at = 0
    for start, end in snippet.citation.spans:
        yield snippet.text[at : at + end - start]
        at += end - start + len(ELLIPSIS)


def _digest(edition: "Edition", document: str) -> str:
    text = edition.shelf.text(edition.shelf.number(document))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
