"""Spans of documents -> cited, verbatim snippets."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from knowledge.document import Span

from .answer import ELLIPSIS, Citation, Snippet, SnippetKind
from .edition import Edition
from .highlights import Highlighter
from .runs import Search


class Quoting:
    """Quotes from an edition in answer to one question, as of one day."""

    def __init__(self, search: Search, edition: Edition, today: date) -> None:
        self._search, self._edition, self._today = search, edition, today
        self.highlighter = Highlighter(search.question, edition.words.stop)

    def standing(self, document: int) -> str | None:
        """Why a document is not in force, None if it is."""
        return self._edition.standing(document, self._today)

    def snippet(
        self,
        document: int,
        spans: Sequence[Span],
        kind: SnippetKind,
        score: float,
        marked: Sequence[Span] = (),
    ) -> Snippet:
        """Quote spans of a document; `marked` ones within the first of them are highlighted, too."""
        shelf, (first, end) = self._edition.shelf, spans[0]
        text = ELLIPSIS.join(shelf.text(document, start, end) for start, end in spans)
        within = [(a - first, b - first) for a, b in marked if first <= a < b <= end]
        citation = self._citation(document, tuple(spans))
        return Snippet(text, kind, self.highlighter.spans(text, within), round(score, 4), citation)

    def _citation(self, document: int, spans: tuple[Span, ...]) -> Citation:
        shelf, index = self._edition.shelf, self._search.index
        metadata = shelf.metadata(document)
        first, last = index.firsts[document : document + 2].tolist()
        sentence = first + int(np.searchsorted(index.sentences[first:last, 1], spans[0][0], "right"))
        return Citation(
            document=shelf.id(document),
            title=shelf.title(document),
            issuer=metadata.issuer,
            source=metadata.source,
            published=metadata.published,
            number=metadata.number,
            section=shelf.section(document, int(index.blocks[sentence])),
            spans=spans,
            validity=self.standing(document),
            uri=metadata.uri,
        )
