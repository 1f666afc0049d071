"""Tables of figures, as wide as they need to be."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

Row = Sequence[str]


def show(headings: Row, rows: Iterable[Row]) -> None:
    """Print one; a file or a pipe gets whole lines."""
    table = Table(*headings, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*row)
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = 200
    console.print(table)
    console.print()
