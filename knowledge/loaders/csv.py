"""Tables as text: values parted by commas, semicolons or tabs. The standard library's csv reads them."""

import csv
from collections.abc import Sequence
from pathlib import Path

from ..errors import UnreadableFile
from ..limits import Limits
from .encodings import read_text
from .loaded import Loaded
from .spreadsheet import Counter, Sheet, workbook
from .tables import Grid

DELIMITERS = ",\t;|，；"
LONGEST_CELL = 100_000  # code points
SAMPLE = 50  # lines from which the delimiter is told


def load(path: Path, file: str, limits: Limits) -> Loaded:
    text = read_text(path, file, limits)
    csv.field_size_limit(LONGEST_CELL)
    lines = text.splitlines(keepends=True)
    counter = Counter(file, limits)
    rows: list[tuple[str, ...]] = []
    reader = csv.reader(lines, delimiter=_delimiter(lines[:SAMPLE]), strict=True)
    try:
        for row in reader:
            counter.add(len(row) + 1)
            rows.append(tuple(row))
    except csv.Error as error:
        problem, remedy = "引号不成对，或单元格过长", "请用 Excel 或 WPS 打开，另存为 .xlsx 后重新添加"
        raise UnreadableFile(file, problem, remedy, reader.line_num) from error
    return workbook(file, [Sheet(file, Grid(tuple(rows)))])


def _delimiter(lines: Sequence[str]) -> str:
    """The delimiter that gives most lines the same number of cells, two at least."""

    def agreement(delimiter: str) -> tuple[int, int]:
        try:
            counts = [len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row)]
        except csv.Error:
            return 0, 0
        usual = max(set(counts), key=counts.count, default=1)
        return (counts.count(usual), usual) if usual > 1 else (0, 0)

    return max(DELIMITERS, key=agreement)
