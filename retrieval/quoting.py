"""Spans of documents -> cited, verbatim snippets."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from knowledge.document import Span
from knowledge.standing import ENDED, NOT_YET, REPEALED

from .answer import ELLIPSIS, Citation, Snippet, SnippetKind
from .edition import Edition
from .highlights import Highlighter
from .lawnames import asked_version
from .runs import Run, Search

NEARLY = 0.8  # of the evidence of what is no longer in force is enough for what is


class Quoting:
    """Quotes from an edition in answer to one question, as of one day."""

    def __init__(self, search: Search, edition: Edition, today: date) -> None:
        self._search, self._edition, self._today = search, edition, today
        self.shelf, self._version = edition.shelf, asked_version(search.question.text)
        self.highlighter = Highlighter(search.question, edition.words.stop)

    def standing(self, document: int) -> str | None:
        """Why a document is not in force, None if it is."""
        return self._edition.standing(document, self._today)

    def in_force_on(self, document: int, day: date) -> bool:
        return self._edition.standing(document, day) is None

    def published(self, document: int) -> int | None:
        """The year a document was published in."""
        published = self.shelf.metadata(document).published
        return int(published[:4]) if published else None

    def wanted(self, documents: Sequence[int]) -> Sequence[int]:
        """Those that it is best to answer from: what is in force; or, where the question is about that, what
        was before (修订前的甲法) or will be (新甲法). All of them where there is nothing else.
        """
        standings = {document: self.standing(document) for document in documents}
        early = [each for each, why in standings.items() if why and why.startswith(NOT_YET)]
        in_force = [each for each, why in standings.items() if why is None]
        former = [each for each in standings if each not in early and each not in in_force]
        asked = {"earlier": former, "later": early}.get(self._version or "", [])
        return asked or in_force or documents

    def wanted_runs(self, runs: Sequence[Run]) -> list[Run]:
        """The runs that it is best to answer from. What came to its end without a successor is among them
        where nothing in force says nearly as much.
        """
        wanted = set(self.wanted([run.document for run in runs]))
        most = max((run.evidence for run in runs if run.document in wanted), default=0.0)
        return [
            run
            for run in runs
            if run.document in wanted
            or (run.evidence * NEARLY > most and _has_ended(self.standing(run.document)))
        ]

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


def _has_ended(standing: str | None) -> bool:
    """Whether a document is no longer in force, and no other one of the library takes its place."""
    return standing == REPEALED or (standing is not None and standing.startswith(ENDED))
