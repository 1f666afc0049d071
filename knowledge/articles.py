"""The articles of a newspaper page, each with its headline."""

from collections.abc import Sequence
from dataclasses import dataclass

from .newsprint.lines import LOST
from .newsprint.page import is_headline, split_page
from .newsprint.spacing import glue
from .repair import Paragraph, paragraphs, repair


@dataclass(frozen=True, slots=True)
class Article:
    """One article. `text` is all of it, one paragraph or heading a line, the headline first.

    `title` is None where the page does not show one.
    """

    text: str
    title: str | None = None


def articles(text: str) -> tuple[list[Article], list[str]]:
    """The articles of a text, damaged or clean, and warnings for the person who adds it. Never raises.

    A page is split only where another article plainly begins; otherwise it is one article, and a warning says
    what is doubtful. One article without anything out of place keeps the text exactly as `repair` leaves it.
    """
    found = paragraphs(text)
    lines, warnings = _in_order(found)
    parts, unplaced = split_page(lines) if lines else ([], None)
    if unplaced:
        warnings.append(
            f"文末的“{unplaced}”像是另一篇文章的标题，但看不出那篇文章从哪里开始，整页按一篇收录。"
        )
    if any(LOST in line for line in lines):
        warnings.append("有的字无法辨认（显示为“\ufffd”）。")
    if parts == [[paragraph.text for paragraph in found]]:
        return [_article(parts[0], repair(text))], warnings
    return [_article(part, "\n".join(part)) for part in parts], warnings


def _in_order(found: Sequence[Paragraph]) -> tuple[list[str], list[str]]:
    """The lines, each heading that cut a sentence in two moved behind it, and a warning for each."""
    lines: list[str] = []
    warnings: list[str] = []
    waiting = list(reversed(found))
    while waiting:
        paragraph = waiting.pop()
        if paragraph.interrupted and len(waiting) >= 2:
            heading, rest = waiting.pop(), waiting.pop()
            whole = paragraph.text + glue(paragraph.text, rest.text) + rest.text
            waiting += [heading, Paragraph(whole, rest.interrupted)]
            warnings.append(f"“{heading.text}”原来插在一句话中间，已移到那一段之后。")
        else:
            lines.append(paragraph.text)
    return lines, warnings


def _article(lines: Sequence[str], text: str) -> Article:
    return Article(text, lines[0] if is_headline(lines[0]) and len(lines) > 1 else None)
