"""Rows of JSON in one file, each readable by its number without reading the others."""

import json
import mmap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np


def write_rows(path: Path, rows: Iterable[Any]) -> None:
    """Write `path` (one JSON value a line) and, beside it, the byte offset of each line."""
    offsets = [0]
    with path.open("wb") as file:
        for row in rows:
            offsets.append(offsets[-1] + file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n"))
    np.save(path.with_suffix(".offsets.npy"), np.array(offsets, np.int64))


class Rows:
    """The rows of such a file, memory-mapped. Raises FileNotFoundError or ValueError where it is damaged."""

    def __init__(self, path: Path) -> None:
        self._offsets = np.load(path.with_suffix(".offsets.npy"), mmap_mode="r")
        size = path.stat().st_size
        if size != int(self._offsets[-1]):
            raise ValueError(f"{path}: {size} bytes instead of {int(self._offsets[-1])}")
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, number: int) -> Any:
        if not 0 <= number < len(self):
            raise IndexError(number)
        start, end = self._offsets[number : number + 2]
        return json.loads(self._bytes[start:end])

    def __iter__(self) -> Iterator[Any]:
        return (self[number] for number in range(len(self)))
