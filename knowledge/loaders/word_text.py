"""The paragraphs and tables of a Word file, as its reader sees them."""

from collections import Counter
from collections.abc import Iterator

from ..document import Piece
from .labels import table_of_labels
from .numbering import Numbering
from .outline import Line
from .styles import Looks, Styles
from .tables import Grid, Merge, table_pieces
from .wordml import Element, attribute, child, children, is_on, name

WIDEST = 200  # columns that a cell may span
LONGEST_CELL = 400  # code points; a table with a longer cell and few cells frames text
LARGER = 1.15  # times the size of the text: a line set apart
_GONE = frozenset(
    ("del", "moveFrom", "Fallback", "pPr", "rPr", "instrText", "delText", "rt", "object", "tblPr", "sectPr")
)
_MARKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_SYMBOLS = {
    "F0FE": "☑",
    "F052": "☑",
    "F0FD": "☒",
    "F054": "☒",
    "F0FC": "√",
    "F0FB": "×",
    "F0E0": "→",
    "F0B7": "•",
}
_WIDE_END = "、，。：；．）)】》"


class WordText:
    """Reads one file; the numbers of its lists count on from paragraph to paragraph.

    `labels` are what its tables of labels (索引号, 发文字号) say, which are no text.
    """

    def __init__(self, styles: Styles, numbers: Numbering) -> None:
        self.styles, self.numbers = styles, numbers
        self.title: str | None = None
        self.labels: dict[str, str] = {}
        self._sizes: Counter[int] = Counter()
        self._notes: list[tuple[str, str]] = []

    def items(self, root: Element) -> list[Line | Piece]:
        """The lines of the text, and the rows of its tables."""
        body = child(root, "body")
        self._sizes = Counter()
        for paragraph in body.iter() if body is not None else ():
            if name(paragraph) == "p":
                self._sizes[self._looks(paragraph).size] += len("".join(paragraph.itertext()))
        return list(self._blocks(body)) if body is not None else []

    def notes(self, footnotes: Element | None, endnotes: Element | None) -> list[Line | Piece]:
        """Footnotes and endnotes that the text refers to, each behind its number."""
        found: list[Line | Piece] = []
        roots = {"footnote": footnotes, "endnote": endnotes}
        for number, (kind, id) in enumerate(self._notes, 1):
            note = next((each for each in children(roots[kind], kind) if attribute(each, "id") == id), None)
            lines = [] if note is None else [item.text for item in self._blocks(note) if item.text]
            if lines:
                found.append(Line(f"[{number}] {' '.join(lines)}"))
        return found

    def _blocks(self, parent: Element) -> Iterator[Line | Piece]:
        for element in parent:
            kind = name(element)
            if kind == "p":
                yield from self._paragraph(element)
            elif kind == "tbl":
                yield from self._table(element)
            elif kind == "sdt" and not _is_contents(element):
                yield from self._blocks(child(element, "sdtContent") or ())
            elif kind in ("ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"):
                yield from self._blocks(element)

    def _paragraph(self, paragraph: Element) -> Iterator[Line | Piece]:
        looks = self._looks(paragraph)
        boxes: list[Element] = []
        text = "".join(self._texts(paragraph, boxes))
        if looks.contents:
            return
        label = self.numbers.label(looks.list, looks.depth) if looks.list not in ("", "0") else ""
        if label and text.strip():
            text = f"{label}{'' if label[-1] in _WIDE_END else ' '}{text.lstrip()}"
        lines = [" ".join(line.split()) for line in text.split("\n")]
        lines = [line for line in lines if line]
        if looks.title and lines and self.title is None:
            self.title = "".join(lines)
        usual = self._sizes.most_common(1)[0][0] if self._sizes else 0
        display = looks.title or (looks.centred and (looks.bold or looks.size >= LARGER * usual))
        yield from (Line(line, 0 if looks.title else looks.level, display) for line in lines)
        for box in boxes:
            yield from self._blocks(box)

    def _looks(self, paragraph: Element) -> Looks:
        """The looks of a paragraph: of its style, its own, and of its first run with text."""
        properties = child(paragraph, "pPr")
        looks = self.styles.looks(attribute(child(properties, "pStyle"), "val"))
        runs = (each for each in paragraph.iter() if name(each) == "r" and child(each, "t") is not None)
        run = next(runs, None)
        return looks.below(properties, child(run, "rPr"))

    def _texts(self, element: Element, boxes: list[Element]) -> Iterator[str]:
        """The text below an element in order; text boxes go to `boxes`."""
        for each in element:
            kind = name(each)
            if kind == "t":
                yield "".join((each.text or "", *(part.tail or "" for part in each)))
            elif kind == "txbxContent":
                boxes.append(each)
            elif kind in ("footnoteReference", "endnoteReference"):
                self._notes.append((kind.removesuffix("Reference"), attribute(each, "id")))
                yield f"[{len(self._notes)}]"
            elif kind == "sym":
                yield _SYMBOLS.get(attribute(each, "char").upper(), "□")
            elif kind in _MARKS:
                yield _MARKS[kind]
            elif kind not in _GONE and not (kind == "r" and is_on(child(each, "rPr", "vanish"))):
                yield from self._texts(each, boxes)

    def _table(self, table: Element) -> Iterator[Line | Piece]:
        rows = list(_below(table, "tr"))
        cells = [list(_below(row, "tc")) for row in rows]
        texts = [["\n".join(item.text for item in self._blocks(cell)) for cell in row] for row in cells]
        if labels := table_of_labels([text for row in texts for text in row]):
            self.labels = labels | self.labels
            return
        longest = max((len(text) for row in texts for text in row), default=0)
        count = sum(map(len, texts))
        if len(rows) < 2 or max(map(len, texts)) < 2 or (longest > LONGEST_CELL and count < 12):
            yield from (Line(line) for row in texts for text in row for line in text.split("\n") if line)
            return
        header = sum(is_on(child(row, "trPr", "tblHeader")) for row in rows)
        yield from table_pieces(_grid(rows, cells, texts, header or None))


def _grid(
    rows: list[Element], cells: list[list[Element]], texts: list[list[str]], header: int | None
) -> Grid:
    grid: list[tuple[str, ...]] = []
    merged: list[Merge] = []
    tall: dict[
        int, tuple[int, int]
    ] = {}  # left edge of a cell that goes on downwards -> its top and right edge
    for top, (row, elements, line) in enumerate(zip(rows, cells, texts, strict=True)):
        before = attribute(child(row, "trPr", "gridBefore"), "val")
        out = [""] * (min(int(before), WIDEST) if before.isdecimal() else 0)
        for element, text in zip(elements, line, strict=True):
            left, width = len(out), _span(element)
            merge = child(element, "tcPr", "vMerge")
            goes_on = merge is not None and attribute(merge, "val") != "restart"
            out += ["" if goes_on else text, *[""] * (width - 1)]
            if merge is not None and not goes_on:
                tall[left] = top, left + width
            elif width > 1 and merge is None:
                merged.append((top, top + 1, left, left + width))
            if goes_on and left in tall:
                start, right = tall[left]
                merged = [each for each in merged if each[0] != start or each[2] != left]
                merged.append((start, top + 1, left, right))
        grid.append(tuple(out))
    return Grid(tuple(grid), tuple(merged), header)


def _span(cell: Element) -> int:
    value = attribute(child(cell, "tcPr", "gridSpan"), "val")
    return min(max(int(value), 1), WIDEST) if value.isdecimal() and len(value) < 6 else 1


def _below(element: Element, wanted: str) -> Iterator[Element]:
    """Children of that name, also those within content controls and insertions."""
    for each in element:
        if name(each) == wanted:
            yield each
        elif name(each) in ("sdt", "sdtContent", "ins", "customXml", "moveTo"):
            yield from _below(each, wanted)


def _is_contents(control: Element) -> bool:
    """A content control that holds the table of contents."""
    return attribute(child(control, "sdtPr", "docPartObj", "docPartGallery"), "val") == "Table of Contents"
