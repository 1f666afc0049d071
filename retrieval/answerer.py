"""Answerer: a question, asked of the current edition."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from knowledge.document import Span
from knowledge.editions import Editions
from knowledge.errors import EditionDamaged

from .answer import Answer, Context
from .asking import Asking
from .compose import SNIPPETS
from .edition import Edition
from .question import LONGEST, understand
from .runs import Search
from .spelling.speller import Speller
from .text import fold
from .tokens import Tokenizer, tokenizer_for

CHINA = ZoneInfo("Asia/Shanghai")  # what is in force is a matter of the day there
AROUND = 300  # code points of context shown on either side of a quotation


class Answerer:
    """Answers from the current edition under `home`, and takes the new one when the pointer moves.

    Thread-safe: an edition is read-only, and each question is answered whole on the one it started with.
    """

    def __init__(self, home: Path) -> None:
        self._editions = Editions(home)
        self._cache = (home / "cache").resolve()
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._open: tuple[Edition, Tokenizer] | None = None

    @property
    def edition(self) -> int:
        """The number of the edition that answers."""
        return self.opened()[0].number

    def warm(self) -> None:
        """Open the edition, load the tokenizer and folding, so that the first question waits for none."""
        self.opened()[1].warm()
        fold("")

    def answer(
        self,
        question: str,
        history: Sequence[str] = (),
        today: date | None = None,
        *,
        any_region: bool = False,
    ) -> Answer:
        """The answer to a question, as of `today` (in China, if None).

        `history` has the conversation's earlier understood questions, newest last. `any_region` leaves out
        the regions that the question names.
        """
        started = perf_counter()
        edition, tokenizer = self.opened()
        asking = Asking(edition, tokenizer, today or datetime.now(CHINA).date())
        answer = asking.answer(question, history, any_region)
        return replace(answer, elapsed_ms=round((perf_counter() - started) * 1000, 3))

    def at(self, edition: int, today: date, most: int = SNIPPETS) -> Callable[[str], Answer]:
        """Answers understood questions on a given edition as of a day. Raises EditionDamaged."""
        asking = Asking(*self._kept(edition), today, put_right=False, most=most)
        return lambda understood: asking.answer(understood)

    def again(self, understood: str, edition: int, today: date) -> Answer:
        """One of them."""
        return self.at(edition, today)(understood)

    def explain(self, understood: str, asked: str = "", edition: int | None = None) -> dict[str, Any]:
        """Why an understood question is answered as it is, see retrieval.explanation; and what was put right
        in what was asked. On the edition that answers, or on a given one. Raises EditionDamaged.
        """
        from .explanation import explain
        from .spelling.explanation import explain_spelling

        opened, tokenizer = self.opened() if edition is None else self._kept(edition)
        search = Search(understand(understood[:LONGEST], tokenizer), opened.index)
        spelling = explain_spelling(" ".join(asked.split()), Speller(opened, tokenizer))
        today = datetime.now(CHINA).date()
        return explain(search, opened, today) | {"spelling": spelling}

    def context(self, document: str, spans: Sequence[Span], edition: int | None = None) -> Context:
        """A quotation in its surroundings. Raises UnknownDocument, or EditionDamaged if it was pruned."""
        return _context(self.kept(edition), document, spans)

    def kept(self, number: int | None = None) -> Edition:
        """An edition that is kept, opened; by default the one that answers. Raises EditionDamaged."""
        opened = self.opened()[0]
        return opened if number in (None, opened.number) else Edition.open(self._editions, number)

    def column(self, document: str) -> str | None:
        """The column (栏目) of a document. Raises UnknownDocument and EditionDamaged."""
        shelf = self.opened()[0].shelf
        return shelf.metadata(shelf.number(document)).column

    def opened(self) -> tuple[Edition, Tokenizer]:
        """The edition that answers now, opened, and its tokenizer. Raises EditionDamaged."""
        stamp = self._editions.stamp()
        if self._open is None or stamp != self._stamp:
            with self._lock:
                if self._open is None or stamp != self._stamp:
                    self._open, self._stamp = self._opened(), stamp
        return self._open

    def _kept(self, number: int) -> tuple[Edition, Tokenizer]:
        """Any edition that is kept, opened, and its tokenizer. Raises EditionDamaged."""
        opened, tokenizer = self.opened()
        if number == opened.number:
            return opened, tokenizer
        edition = self.kept(number)
        return edition, tokenizer_for(self._cache, edition.words)

    def _opened(self) -> tuple[Edition, Tokenizer]:
        number = self._editions.current()
        if number is None:
            raise EditionDamaged("资料库还没有建立。请先执行 fupin kb reload。")
        edition = Edition.open(self._editions, number)
        return edition, tokenizer_for(self._cache, edition.words)


def _context(edition: Edition, document: str, spans: Sequence[Span]) -> Context:
    shelf, number = edition.shelf, edition.shelf.number(document)
    length = shelf.length(number)
    quoted = [
        (max(0, start), min(end, length)) for start, end in spans if 0 <= start < end and start < length
    ]
    first, last = (quoted[0][0], quoted[-1][1]) if quoted else (0, 0)
    start, end = _widened(edition, number, max(0, first - AROUND), min(length, last + AROUND))
    return Context(
        document,
        shelf.title(number),
        shelf.section_at(number, first),
        shelf.text(number, start, end),
        start,
        tuple((a - start, b - start) for a, b in quoted),
        has_before=start > 0,
        has_after=end < length,
    )


def _widened(edition: Edition, number: int, start: int, end: int) -> Span:
    """The span, grown to whole sentences; of a curated answer, which is not searched, all of it."""
    if number >= edition.index.documents:
        return 0, edition.shelf.length(number)
    first, last = edition.index.firsts[number : number + 2]
    sentences = edition.index.sentences[first:last]
    starts = sentences[:, 0][sentences[:, 0] <= start]
    ends = sentences[:, 1][sentences[:, 1] >= end]
    return int(starts[-1]) if len(starts) else 0, int(ends[0]) if len(ends) else edition.shelf.length(number)
