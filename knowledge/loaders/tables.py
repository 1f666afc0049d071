"""A grid of cells -> what a reader quotes: each row with its headers, titles and notes as paragraphs.

序号 | 单位 | 数量            单位：甲基金会；数量：5        (table)
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..document import Piece
from .outline import Line

HEADER_WITHIN = 30  # rows from the start of a table; forms have long preambles
HEADER_CELL = 40  # code points; a longer cell is no name of a column
DEEPEST = 3  # rows that a header may have
FILLED = 0.6  # of the columns that a header names at least
SECTION = 40  # code points of a row with one cell that is a heading of the rows below
Merge = tuple[int, int, int, int]
_NUMBER = re.compile(r"[-+]?[￥¥$]?[\d,，.]+(?:[%％]|亿|万)?元?|\d{4}-\d\d?-\d\d?.*|\d{4}年\d+月\d+日")
_NAME = re.compile(
    r".*(?:序号|编号|代码|名称|姓名|项目|内容|单位|部门|机构|组织|地区|县|村|地址|日期|时间|年度|年份|金额|数量|资金|户数|人数|类别|类型"
    r"|指标|标准|要求|措施|任务|目标|进度|责任人?|电话|联系人|备注|说明|来源|问题?|答案?|回答|答复|解答|提问|question|answer|q|a)\Z",
    re.IGNORECASE | re.DOTALL,
)
_ABOUT = re.compile(r"[\u4e00-\u9fff]{2,8}[ \u3000]?[：:]\s*\S")
_ASKED = re.compile(
    r"(?:常见|咨询|政策)?(?:问|问题|提问|问句|咨询内容|question|q)(?:内容|描述)?\Z", re.IGNORECASE
)
_ANSWERED = re.compile(
    r"(?:标准|参考)?(?:答|答案|回答|答复|解答|回复|answer|a)(?:内容|口径)?\Z", re.IGNORECASE
)
_SECTIONS = (
    re.compile(r"第[一二三四五六七八九十\d]+[章部编]|[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,2}\s?[.．、](?!\d)"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)


@dataclass(frozen=True, slots=True)
class Grid:
    """`rows` of cells as text; they may differ in length. A merged cell stands at its top left.

    `merged` has (top, bottom, left, right) of each, the ends not included. `header` is how many rows at the
    top are known to be the header, None where nothing tells.
    """

    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Merge, ...] = ()
    header: int | None = None


def table_pieces(grid: Grid, sections: bool = False) -> list[Line | Piece]:
    """The pieces of a table. With `sections`, rows of one cell that head those below are headings."""
    table = _Table(grid)
    asked = table.questions()
    if asked is not None:
        return list(_dialogue(table, *asked))
    return list(_rows(table, sections))


class _Table:
    """A grid without empty rows and columns, its header found."""

    def __init__(self, grid: Grid) -> None:
        width = max(map(len, grid.rows), default=0)
        self.rows = [[_clean(cell) for cell in row] + [""] * (width - len(row)) for row in grid.rows]
        self.wide = {(top, left): right for top, _, left, right in grid.merged if right - left > 1}
        self.tall = {(top, left): bottom for top, bottom, left, _ in grid.merged if bottom - top > 1}
        self.columns = [at for at in range(width) if any(row[at] for row in self.rows)]
        self.first, self.last = self._header(grid.header)
        self._fill_down()
        self.names = self._names()

    def cells(self, row: int) -> list[tuple[int, str]]:
        """The cells of a row that are not empty, each as one line, with their columns."""
        return [(column, _flat(text)) for column in self.columns if (text := self.rows[row][column])]

    def repeats_header(self, cells: Sequence[tuple[int, str]]) -> bool:
        """Whether a row is one of the header again, as at the top of a printed page."""
        header = range(self.first, self.last)
        return all(text in (_flat(self.rows[row][column]) for row in header) for column, text in cells)

    def _header(self, known: int | None) -> tuple[int, int]:
        """First row of the header and the row behind its last; the same where there is no header."""
        if known:
            return next((row for row in range(known) if len(self.cells(row)) > 1), 0), known
        for row in range(min(HEADER_WITHIN, len(self.rows) - 1)):
            if self._is_header(row):
                return row, self._header_end(row)
        start = next((row for row in range(len(self.rows)) if len(self.cells(row)) > 1), len(self.rows))
        return start, start

    def _is_header(self, row: int) -> bool:
        """Names of columns: short texts, over most of the columns that the rows below use."""
        cells = self.cells(row)
        if len(cells) < 2 or not all(map(_may_name, (text for _, text in cells))):
            return False
        if len(self.columns) == 2 or len(self.rows) == 2:
            return any(_NAME.match(text) for _, text in cells)
        covered = {
            at for column, _ in cells for at in range(column, self.wide.get((row, column), column + 1))
        }
        return len(covered & set(self.columns)) >= FILLED * len(self.columns)

    def _header_end(self, row: int) -> int:
        """Where a header over several rows ends: merged cells tell, or gaps that the next row fills."""
        end = max((self.tall.get((row, column), row + 1) for column in self.columns), default=row + 1)
        wide = any((row, column) in self.wide for column in self.columns)
        empty = {column for column in self.columns if not self.rows[row][column]}
        below = {column for column, _ in self.cells(row + 1)} if row + 1 < len(self.rows) else set()
        if end == row + 1 and below and (wide or empty) and self._continues(row, below, empty):
            end = row + 2
        return min(end, row + DEEPEST, len(self.rows))

    def _continues(self, row: int, below: set[int], empty: set[int]) -> bool:
        texts = [text for _, text in self.cells(row + 1)]
        spans = (range(column, self.wide.get((row, column), column)) for column in self.columns)
        spanned = {at for span in spans for at in span}
        names = all(map(_may_name, texts))
        beside = {column - 1 for column in empty}
        return names and (below <= spanned or (bool(empty) and empty <= below <= empty | beside))

    def _fill_down(self) -> None:
        """Repeat what a tall cell of the body says in each of its rows."""
        for (top, left), bottom in self.tall.items():
            if top >= self.last and left < len(self.rows[top]):
                for row in range(top + 1, min(bottom, len(self.rows))):
                    self.rows[row][left] = self.rows[row][left] or self.rows[top][left]

    def _names(self) -> dict[int, str]:
        """The name of each column: what stands above it in the header, from the top."""
        names: dict[int, list[str]] = {column: [] for column in self.columns}
        for row in range(self.first, self.last):
            spread = ""
            until = 0
            for column in self.columns:
                text = _flat(self.rows[row][column])
                if text:
                    spread, until = text, self.wide.get((row, column), self._reach(row, column))
                elif column >= until:
                    spread = ""
                if spread and spread not in names[column]:
                    names[column].append(spread)
        return {column: " ".join(parts) for column, parts in names.items()}

    def _reach(self, row: int, column: int) -> int:
        """How far a name reaches that is not merged: over the gaps beside it that the row below fills."""
        end = column + 1
        if row + 1 < self.last:
            while end < len(self.rows[row]) and not self.rows[row][end] and self.rows[row + 1][end]:
                end += 1
        return end

    def questions(self) -> tuple[int, int] | None:
        """The columns of questions and of answers, where that is what the table holds."""
        asked = [column for column, name in self.names.items() if _ASKED.match(name)]
        answered = [column for column, name in self.names.items() if _ANSWERED.match(name)]
        if asked and answered:
            return asked[0], answered[0]
        if len(self.columns) != 2:
            return None
        body = [cells for row in range(len(self.rows)) if (cells := self.cells(row))]
        asking = sum(len(row) == 2 and row[0][1][-1] in "？?" for row in body)
        return (self.columns[0], self.columns[1]) if asking >= max(2, 0.7 * len(body)) else None


def _may_name(text: str) -> bool:
    """Short, neither a number nor a day, nor a label with or before its value (单位：万元, 姓名：)."""
    stands_above = _ABOUT.match(text) or text[-1] in "：:"
    return len(text) <= HEADER_CELL and not _NUMBER.fullmatch(text) and not stands_above


def _rows(table: _Table, sections: bool) -> Iterator[Line | Piece]:
    bodiless = not any(map(table.cells, range(table.last, len(table.rows))))
    for at in range(len(table.rows)):
        cells = table.cells(at)
        if not cells or (table.first <= at < table.last and not bodiless):
            continue
        if len(cells) == 1 and len(table.columns) > 1:
            yield _alone(table, at, cells[0][1], sections)
        elif at < table.first:
            yield Line(" ".join(text for _, text in cells))
        elif not table.repeats_header(cells):
            yield Piece(_row(table, cells), "table")


def _row(table: _Table, cells: Sequence[tuple[int, str]]) -> str:
    if table.first < table.last < len(table.rows):
        return "；".join(
            f"{name}：{text}" if (name := table.names[column]) else text for column, text in cells
        )
    if (
        table.first == table.last
        and len(cells) == 2
        and len(table.columns) == 2
        and len(cells[0][1]) <= HEADER_CELL
    ):
        return f"{cells[0][1].rstrip('：:')}：{cells[1][1]}"
    return _paired([text for _, text in cells])


def _paired(texts: Sequence[str]) -> str:
    """The cells of a row without header; in a form each label is before its value (姓名：张三；性别：男)."""
    if not any(text[-1] in "：:" for text in texts):
        return " | ".join(texts)
    return "".join(text if text[-1] in "：:" else f"{text}；" for text in texts).rstrip("；")


def _alone(table: _Table, at: int, text: str, sections: bool) -> Line:
    """A row of one cell: a title above the header, a heading of rows below, or a note."""
    below = any(len(table.cells(row)) > 1 for row in range(at + 1, min(at + 4, len(table.rows))))
    if not sections or at < table.first or not below or len(text) > SECTION or text[-1] in "。；：:":
        return Line(text)
    level = next((depth for depth, pattern in enumerate(_SECTIONS, 1) if pattern.match(text)), None)
    return Line(text, level or 1)


def _dialogue(table: _Table, asked: int, answered: int) -> Iterator[Line | Piece]:
    for at in range(len(table.rows)):
        row = table.rows[at]
        if at < table.first:
            yield from (Line(text) for _, text in table.cells(at)[:1])
        elif at >= table.last and row[asked] and row[answered]:
            yield Piece(_flat(row[asked]), "question")
            yield from (Piece(line, "answer") for line in row[answered].split("\n") if line)
            rest = [(column, text) for column, text in table.cells(at) if column not in (asked, answered)]
            if rest := [cell for cell in rest if not _NUMBER.fullmatch(cell[1])]:
                yield Piece(_row(table, rest), "answer")
        elif at >= table.last and any(row):
            yield Piece(_row(table, table.cells(at)), "table")


def _clean(cell: str) -> str:
    """A cell's lines, without outer white space and empty lines."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in cell.splitlines())))


def _flat(text: str) -> str:
    return " ".join(text.split("\n"))
