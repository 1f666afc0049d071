"""Tables as CSV files that a spreadsheet opens."""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

Row = TypeVar("Row")
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")


def as_csv(columns: Mapping[str, Callable[[Row], Any]], rows: Iterable[Row]) -> bytes:
    """UTF-8 with the mark that Excel wants; `columns` are heading -> what stands below it.

    No cell can be taken for a formula.
    """
    return b"".join(csv_parts(columns, rows))


def csv_parts(columns: Mapping[str, Callable[[Row], Any]], rows: Iterable[Row]) -> Iterator[bytes]:
    """The same a row at a time, for files of any length."""
    yield codecs.BOM_UTF8 + _line(columns)
    for row in rows:
        yield _line(harmless(cell(row)) for cell in columns.values())


def _line(cells: Iterable[Any]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerow(cells)
    return file.getvalue().encode("utf-8", "replace")


def harmless(value: Any) -> Any:
    """A spreadsheet runs a cell that begins like a formula, with white space before it or without."""
    if isinstance(value, str) and (value.startswith(_FORMULA) or value.lstrip().startswith(_FORMULA)):
        return "'" + value
    return value
