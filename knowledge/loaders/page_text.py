"""The lines and tables of a piece of HTML, as a browser shows them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ..document import Piece
from ..repair import repair
from .outline import Line
from .tables import Grid, table_pieces

BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "html", "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table",
        "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
WIDEST = 200  # columns and rows that a cell may span
LONGEST_CELL = 400  # code points; a table with a longer cell and few cells sets a page, and holds no data
_WRAP = re.compile(
    r"(?<=[^\x00-\xff])[ \t]*[\r\n][ \t\r\n]*(?=[^\x00-\xff])|(?<=[，。；：、])[ \t]*[\r\n]\s*"
)
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)


def text_of(element: HtmlElement) -> str:
    """All text of an element as one line."""
    return collapsed(" ".join(_texts(element)))


def _texts(element: HtmlElement) -> Iterator[str]:
    return (text for text in element.itertext(with_tail=False) if isinstance(text, str))


def collapsed(text: str) -> str:
    """White space as a browser shows it; a line break in the source between Chinese characters is nothing."""
    return _SPACE.sub(" ", _WRAP.sub("", text)).strip(" \u3000\u200b\ufeff")


def shown(root: HtmlElement) -> list[Line | Piece]:
    """The lines of an element, and the rows of its data tables, in order."""
    page = _Page()
    skipped: HtmlElement | None = None
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in ("comment", "pi"):
            page.write(element.tail)
        elif event == "start" and element is not root and element.tag == "table" and is_data(element):
            page.add(table_pieces(grid(element)))
            skipped = element
            walk.skip_subtree()
        elif event == "start" and element.tag == "pre":
            page.add(Line(line) for line in repair(element.text_content()).splitlines() if line.strip())
            skipped = element
            walk.skip_subtree()
        elif event == "start":
            page.open(element)
        elif skipped is not None and element is skipped:
            page.write(element.tail)
        else:
            page.close(element, element is root)
    page.end_line()
    return page.items


@dataclass(slots=True)
class _Page:
    """What has been shown so far, and the line that is being written."""

    items: list[Line | Piece] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    level: int = 0
    centred: int = 0
    bold: int = 0
    plain: bool = False  # something on this line is not bold
    numbers: list[int | None] = field(default_factory=list)

    def add(self, items: Iterable[Line | Piece]) -> None:
        self.end_line()
        self.items.extend(items)

    def write(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            self.plain = self.plain or (not self.bold and bool(text.strip()))

    def open(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in BLOCKS or tag == "br":
            self.end_line()
        self.level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else self.level
        self.centred += _is_centred(element)
        self.bold += _is_bold(element)
        if tag in ("ol", "ul"):
            self.numbers.append(_start(element) if tag == "ol" else None)
        elif tag == "li" and self.numbers and self.numbers[-1] is not None:
            self.parts.append(f"{self.numbers[-1]}. ")
            self.numbers[-1] += 1
        self.write(element.text)

    def close(self, element: HtmlElement, last: bool) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self.end_line()
        if tag in ("ol", "ul") and self.numbers:
            self.numbers.pop()
        if re.fullmatch("h[1-6]", tag):
            self.level = 0
        self.centred -= _is_centred(element)
        self.bold -= _is_bold(element)
        if not last:
            self.write(element.tail)

    def end_line(self) -> None:
        text = collapsed("".join(self.parts))
        if text and not re.fullmatch(r"\d+\.", text):
            display = self.centred > 0 and not self.plain
            self.items.append(Line(text, self.level, display))
            self.parts.clear()
        elif not text:
            self.parts.clear()
        self.plain = False


def _is_centred(element: HtmlElement) -> bool:
    style = element.get("style", "")
    return element.tag == "center" or element.get("align") == "center" or bool(_CENTRED.search(style))


def _is_bold(element: HtmlElement) -> bool:
    return element.tag in ("b", "strong", "th") or bool(_BOLD.search(element.get("style", "")))


def _start(element: HtmlElement) -> int:
    start = element.get("start", "1")
    return int(start) if re.fullmatch(r"\d{1,4}", start) else 1


def is_data(table: HtmlElement) -> bool:
    """Whether a table holds data, and does not just set the page."""
    if table.find(".//table") is not None or table.find(".//h1") is not None:
        return False
    rows = [len(cells) for cells in _rows(table)]
    longest = max((len(text_of(cell)) for cells in _rows(table) for cell in cells), default=0)
    return len(rows) >= 2 and max(rows) >= 2 and (longest <= LONGEST_CELL or sum(rows) >= 12)


def rows_of(html: str) -> list[Line | Piece]:
    """What a table, as HTML, shows: its rows with their headers, or what it frames."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    return shown(document_fromstring(html.encode("utf-8", "replace"), parser=parser))


def _rows(table: HtmlElement) -> Iterator[list[HtmlElement]]:
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if cells:
            yield cells


def grid(table: HtmlElement) -> Grid:
    """The cells of a table, each at its place; one that spans several is there once, and the span is told."""
    rows: list[list[str]] = []
    merged: list[tuple[int, int, int, int]] = []
    taken: set[tuple[int, int]] = set()
    for top, cells in enumerate(_rows(table)):
        row: list[str] = []
        for cell in cells:
            while (top, len(row)) in taken:
                row.append("")
            left, height, width = len(row), _span(cell, "rowspan"), _span(cell, "colspan")
            row += [" ".join(line.text for line in _lines(cell)), *[""] * (width - 1)]
            if height > 1 or width > 1:
                merged.append((top, top + height, left, left + width))
                taken |= {(y, x) for y in range(top + 1, top + height) for x in range(left, left + width)}
        rows.append(row)
    return Grid(tuple(map(tuple, rows)), tuple(merged), _header(table))


def _header(table: HtmlElement) -> int | None:
    """How many rows at the top are marked as the header; None where none is, or all are."""
    rows = list(_rows(table))
    marked = [
        row[0].getparent().getparent().tag == "thead" or all(cell.tag == "th" for cell in row) for row in rows
    ]
    count = marked.index(False) if False in marked else 0
    return count or None


def _lines(cell: HtmlElement) -> Sequence[Line]:
    return [item for item in shown(cell) if isinstance(item, Line)]


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), WIDEST) if re.fullmatch(r"\d{1,4}", value) else 1
