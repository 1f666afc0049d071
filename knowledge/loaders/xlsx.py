"""Excel workbooks. openpyxl reads them: the standard reader, MIT, and it tells each cell's number format.

python-calamine is ten times as quick, but gives 0.15 for a cell that shows 15%; pandas and markitdown give
NaN for empty cells and lose titles. Read row by row, so that a table that is too large is noticed in time.
openpyxl takes Excel's own formats for China (31 is 2020年1月29日) for General, which is put right here.
"""

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import from_excel

from ..limits import Limits
from .loaded import Loaded
from .number_format import EAST_ASIAN, displayed, is_date
from .package import opened
from .spreadsheet import Counter, Sheet, workbook
from .tables import Grid, Merge

_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})["']""")
MOST_MERGED = 50_000


def load(path: Path, file: str, limits: Limits) -> Loaded:
    content = path.read_bytes()
    with warnings.catch_warnings(), opened(content, file, limits) as package:
        warnings.simplefilter("ignore")  # of styles and extensions that are of no account here
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        try:
            counter = Counter(file, limits)
            return workbook(file, [_sheet(sheet, package, counter) for sheet in book.worksheets])
        finally:
            book.close()


def _sheet(sheet: Any, package: ZipFile, counter: Counter) -> Sheet:
    sheet.reset_dimensions()  # what a file says of its size is not to be trusted
    rows: list[tuple[str, ...]] = []
    for row in sheet.iter_rows():
        counter.add(len(row) + 1)
        rows.append(tuple(_text(cell) for cell in row))
    merged = tuple(_merged(sheet, package))
    return Sheet(sheet.title, Grid(tuple(rows), merged), hidden=sheet.sheet_state != "visible")


def _text(cell: Any) -> str:
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    pattern = EAST_ASIAN.get(cell.style_array.numFmtId if cell.has_style else 0, cell.number_format)
    if isinstance(value, int | float) and not isinstance(value, bool) and is_date(pattern):
        value = from_excel(value, cell.parent.parent.epoch)
    return displayed(value, pattern)


def _merged(sheet: Any, package: ZipFile) -> Iterator[Merge]:
    """The merged cells, which openpyxl does not tell when it reads row by row."""
    content = package.read(sheet._worksheet_path)
    start = max(content.find(b"mergeCells"), 0)
    for found in islice(_MERGED.finditer(content, start), MOST_MERGED):
        left, top, right, bottom = range_boundaries(found[1].decode("ascii"))
        yield top - 1, bottom, left - 1, right
