"""The documents of an edition on disk: any span of any text is one slice of a memory-mapped file."""

import mmap
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from .document import Block, Document, Metadata
from .errors import UnknownDocument
from .jsonlines import Rows, write_rows

_BLOCK = tuple(field.name for field in fields(Block))
WIDTH = 4  # bytes a code point in UTF-32, so that a span of code points is a span of bytes


def write_shelf(directory: Path, documents: Sequence[Document]) -> None:
    """Write the documents' texts, metadata and blocks into `directory`."""
    starts = np.cumsum([0, *(len(document.text) for document in documents)], dtype=np.int64)
    np.save(directory / "text.starts.npy", starts)
    with (directory / "text.utf32").open("wb") as file:
        for document in documents:
            file.write(document.text.encode("utf-32-le"))
    write_rows(directory / "documents.jsonl", map(_document_row, documents))
    write_rows(directory / "blocks.jsonl", (list(map(_block_row, d.blocks)) for d in documents))


def _document_row(document: Document) -> dict[str, Any]:
    metadata = asdict(document.metadata)
    metadata["guessed"] = sorted(document.metadata.guessed)
    return {"id": document.id, "file": document.file, "metadata": metadata}


def _block_row(block: Block) -> dict[str, Any]:
    """As asdict gives it, in a tenth of the time: there are dozens of blocks in a document."""
    return {name: getattr(block, name) for name in _BLOCK}


class Shelf:
    """The documents that `write_shelf` wrote, by number (0 …) or by id. Thread-safe: nothing is changed."""

    def __init__(self, directory: Path) -> None:
        self._starts = np.load(directory / "text.starts.npy", mmap_mode="r")
        path = directory / "text.utf32"
        size, expected = path.stat().st_size, int(self._starts[-1]) * WIDTH
        if size != expected:
            raise ValueError(f"{path}: {size} bytes instead of {expected}")
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if self._starts[-1] else b""
        self._rows, self._blocks = Rows(directory / "documents.jsonl"), Rows(directory / "blocks.jsonl")
        self._sections = lru_cache(maxsize=256)(self._read_sections)
        self.row = lru_cache(maxsize=4096)(self._row)

    def __len__(self) -> int:
        return len(self._rows)

    def _row(self, number: int) -> tuple[str, str, Metadata]:
        row = self._rows[number]
        given = row["metadata"] | {
            "regions": tuple(row["metadata"]["regions"]),
            "guessed": frozenset(row["metadata"]["guessed"]),
        }
        return row["id"], row["file"], Metadata(**given)

    def id(self, number: int) -> str:
        return self.row(number)[0]

    def title(self, number: int) -> str:
        return self.row(number)[2].title or self.id(number)

    def metadata(self, number: int) -> Metadata:
        return self.row(number)[2]

    def length(self, number: int) -> int:
        """Code points of a document's text."""
        return int(self._starts[number + 1] - self._starts[number])

    def text(self, number: int, start: int = 0, end: int | None = None) -> str:
        """`Document.text[start:end]` for 0 <= start (code points)."""
        first, last = self._starts[number : number + 2].tolist()
        end = last if end is None else min(first + end, last)
        start = min(first + max(0, start), end)
        return self._bytes[start * WIDTH : end * WIDTH].decode("utf-32-le")

    def blocks(self, number: int) -> tuple[Block, ...]:
        return tuple(Block(**(row | {"section": tuple(row["section"])})) for row in self._blocks[number])

    def section(self, number: int, block: int) -> tuple[str, ...]:
        """The headings that a block stands under, outermost first."""
        return self._sections(number)[block]

    def section_at(self, number: int, position: int) -> tuple[str, ...]:
        """The headings above a code point of a document."""
        blocks = self.blocks(number)
        return next((block.section for block in reversed(blocks) if block.start <= position), ())

    def _read_sections(self, number: int) -> list[tuple[str, ...]]:
        return [tuple(row["section"]) for row in self._blocks[number]]

    def document(self, number: int) -> Document:
        id, file, metadata = self.row(number)
        return Document(id, file, self.text(number), self.blocks(number), metadata)

    @cached_property
    def names(self) -> list[tuple[str, str | None]]:
        """The title and the file number of each document."""
        known = [(row["id"], row["metadata"]) for row in self._rows]
        return [(given["title"] or id, given["number"]) for id, given in known]

    @cached_property
    def ids(self) -> dict[str, int]:
        """The number of each document by its id, in their order."""
        return {row["id"]: number for number, row in enumerate(self._rows)}

    def number(self, id: str) -> int:
        """The number of the document with this id; raises UnknownDocument."""
        if id in self.ids:
            return self.ids[id]
        raise UnknownDocument(f"资料库里没有编号为“{id}”的文件。可用 fupin kb list 查看全部编号。")

    def __iter__(self) -> Iterator[Document]:
        return (self.document(number) for number in range(len(self)))
