"""Excel workbooks of before 2007. xlrd reads them: BSD, no dependencies, looked after for this format alone.

It tells number formats and merged cells; python-calamine, as for xlsx, does not tell the former.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlrd
from xlrd.xldate import xldate_as_datetime

from ..errors import UnreadableFile
from ..limits import Limits
from .loaded import Loaded
from .number_format import EAST_ASIAN, GENERAL, displayed, is_date
from .spreadsheet import Counter, Sheet, workbook
from .tables import Grid


def load(path: Path, file: str, limits: Limits) -> Loaded:
    with Path(os.devnull).open("w") as nowhere:
        try:
            book = xlrd.open_workbook(
                file_contents=path.read_bytes(), formatting_info=True, on_demand=True, logfile=nowhere
            )
        except xlrd.XLRDError as error:
            if "encrypted" in str(error).lower():
                remedy = "请用 Excel 或 WPS 打开，去掉密码后重新保存"
                raise UnreadableFile(file, "文件设有密码", remedy) from error
            raise
        counter = Counter(file, limits)
        return workbook(file, [_sheet(book, number, counter) for number in range(book.nsheets)])


def _sheet(book: Any, number: int, counter: Counter) -> Sheet:
    sheet = book.sheet_by_index(number)
    rows: list[tuple[str, ...]] = []
    for row in range(sheet.nrows):
        counter.add(sheet.ncols + 1)
        rows.append(tuple(_texts(book, sheet, row)))
    return Sheet(sheet.name, Grid(tuple(rows), tuple(sheet.merged_cells)), hidden=sheet.visibility != 0)


def _texts(book: Any, sheet: Any, row: int) -> Iterator[str]:
    for cell in sheet.row(row):
        key = book.xf_list[cell.xf_index].format_key
        found = book.format_map.get(key)
        yield _text(cell, EAST_ASIAN.get(key) or (found.format_str if found else GENERAL), book.datemode)


def _text(cell: Any, pattern: str, datemode: int) -> str:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return ""
    value = bool(cell.value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else cell.value
    if cell.ctype == xlrd.XL_CELL_DATE or (cell.ctype == xlrd.XL_CELL_NUMBER and is_date(pattern)):
        try:
            value = xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError):
            value = cell.value
    return displayed(value, pattern)
