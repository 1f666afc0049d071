"""Tables as CSV files that a spreadsheet opens."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

Row = TypeVar("Row")
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")


def as_csv(columns: Mapping[str, Callable[[Row], Any]], rows: Iterable[Row]) -> bytes:
    """UTF-8 with the mark that Excel wants; `columns` are heading -> what stands below it.

    No cell can be taken for a formula.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(columns)
    for row in rows:
        writer.writerow(harmless(cell(row)) for cell in columns.values())
    return file.getvalue().encode("utf-8-sig", "replace")


def harmless(value: Any) -> Any:
    """A spreadsheet runs a cell that begins like a formula, with white space before it or without."""
    if isinstance(value, str) and (value.startswith(_FORMULA) or value.lstrip().startswith(_FORMULA)):
        return "'" + value
    return value
