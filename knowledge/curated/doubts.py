"""Why a curated answer should be looked at again: what it cites changed, went or expired, or it is due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..document import Document, Span
from ..problems import Problem
from ..standing import standing
from ..succession import successors
from .answer import Cite, CuratedAnswer, place


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a passage that an answer cites.

    `title` is None where the library has no such document, `span` where it has the words no longer;
    `standing` is why the document is not in force, in Chinese, None where it is.
    """

    cite: Cite
    title: str | None = None
    span: Span | None = None
    standing: str | None = None

    def doubt(self) -> tuple[str, str] | None:
        """Problem and remedy, in Chinese; None where all is well."""
        if self.title is None:
            return f"所引的文件“{self.cite.document}”已不在资料库", "请改引别的文件，或删去这处引文"
        if self.span is None:
            return (
                f"《{self.title}》里已没有所引的“{_short(self.cite.quote)}”",
                "请对照现在的正文修改答复和引文",
            )
        if self.standing:
            return f"所引的《{self.title}》{self.standing}", "请核对答复是否仍然有效"
        return None


def doubts(
    file: str, cites: Iterable[Found], review: str | None, today: date, line: int | None = None
) -> Iterator[Problem]:
    """What is doubtful about an answer on a day."""
    for found in cites:
        if doubt := found.doubt():
            yield Problem(file, found.cite.line, *doubt)
    if review and review <= today.isoformat():
        yield Problem(file, line, f"已到复核日期 {review}", "请核对后改写 review 的日期")


def doubted(
    answers: Iterable[CuratedAnswer], documents: Iterable[Document], today: date
) -> Iterator[Problem]:
    """What is doubtful about the answers beside these documents, on a day."""
    listed, own = list(documents), list(answers)
    if not own:
        return
    numbers = {document.id: number for number, document in enumerate(listed)}
    later = successors(listed) if any(answer.cites for answer in own) else {}

    def found(cite: Cite) -> Found:
        number = numbers.get(cite.document)
        if number is None:
            return Found(cite)
        replaced_by = later.get(number, [])
        known = {each: listed[each].metadata for each in (number, *replaced_by)}
        document = listed[number]
        validity = standing(number, known, replaced_by, today)
        return Found(cite, document.title, place(cite.quote, document.text), validity)

    for answer in own:
        yield from doubts(answer.file, map(found, answer.cites), answer.review, today)


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= 24 else f"{words[:23]}…"
