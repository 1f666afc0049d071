"""How much of the machine one file may take. A file that wants more is refused, and the others are read."""

from dataclasses import dataclass

KILOBYTE, MEGABYTE = 1 << 10, 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """`file`, `unpacked` and `memory` are bytes, `seconds` wall time, `text` code points of one document.

    `unpacked` is what a docx, xlsx or zip comes to when it is unpacked, `entries` how many files are in one;
    `cells` and `pages` are those of one file. A book of laws has 2 million characters; a register of all
    counties has 3,000 rows.
    """

    file: int = 100 * MEGABYTE
    unpacked: int = 300 * MEGABYTE
    entries: int = 2_000
    text: int = 5_000_000
    cells: int = 500_000
    pages: int = 2_000
    seconds: float = 60.0
    memory: int = 2048 * MEGABYTE


def shown(size: int) -> str:
    """A number of bytes as people write it: 100 MB."""
    return f"{size // MEGABYTE} MB" if size >= MEGABYTE else f"{size // KILOBYTE} KB"


def many(number: int) -> str:
    """A number as people write it: 500 万, 9000."""
    return f"{number / 10_000:g} 万" if number >= 10_000 else f"{number} "
