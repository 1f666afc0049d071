"""Sheets of a workbook -> one document: each row with its headers, under its sheet and its section."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..document import Piece
from ..errors import UnreadableFile
from ..limits import Limits, many
from ..problems import Problem
from .loaded import Loaded, document
from .outline import Line, outlined, shown_title
from .tables import Grid, table_pieces


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    grid: Grid
    hidden: bool = False


class Counter:
    """Counts the cells of a file. Raises UnreadableFile where there are more than the limits allow."""

    def __init__(self, file: str, limits: Limits) -> None:
        self._file, self._limits, self._seen = file, limits, 0

    def add(self, cells: int) -> None:
        self._seen += cells
        if self._seen > self._limits.cells:
            problem = f"表格超过 {many(self._limits.cells)}个单元格"
            raise UnreadableFile(self._file, problem, "请只保留需要查询的行和列，或拆成几份")


def workbook(file: str, sheets: Sequence[Sheet]) -> Loaded:
    """The document of a workbook. Sheets that are hidden, which readers do not see, are left out and told."""
    filled = [sheet for sheet in sheets if any(cell.strip() for row in sheet.grid.rows for cell in row)]
    seen = [sheet for sheet in filled if not sheet.hidden]
    items = [item for sheet in seen for item in _sheet(sheet, alone=len(seen) == 1)]
    hidden = [
        Problem(file, None, f"工作表“{sheet.name}”是隐藏的，没有收入", "需要时请取消隐藏，保存后重新添加")
        for sheet in filled
        if sheet.hidden
    ]
    title = shown_title([item for item in items if isinstance(item, Line) and not item.level])
    return Loaded((document(file, outlined(items, title or ""), shown=title or ""),), tuple(hidden))


def _sheet(sheet: Sheet, alone: bool) -> Iterator[Line | Piece]:
    """The name of a sheet heads it where there are several."""
    if not alone:
        yield Line(sheet.name, level=1)
    for item in table_pieces(sheet.grid, sections=True):
        deeper = isinstance(item, Line) and item.level and not alone
        yield replace(item, level=item.level + 1) if deeper else item
