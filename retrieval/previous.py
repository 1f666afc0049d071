"""The edition before the one that is built: its documents and analyses, for files that have not changed."""

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from knowledge.document import Document
from knowledge.shelf import Shelf
from knowledge.sources import Source

from .analyses import Analyses
from .vocabulary import Vocabulary

SOURCES = "sources.json"


class Previous:
    """An edition as a source of documents, by file, and of their analyses, by number.

    It is to be used only where words, package and format are those of the edition to be built.
    """

    def __init__(self, directory: Path) -> None:
        """Raises OSError, ValueError, KeyError or TypeError where a file is missing or damaged."""
        self.analyses = Analyses.load(directory)
        self.vocabulary = Vocabulary.load(directory)
        self._shelf = Shelf(directory)
        rows = json.loads((directory / SOURCES).read_text(encoding="utf-8"))
        self._ids: dict[tuple[str, str], list[str]] = {(file, digest): ids for file, digest, ids in rows}
        self._given: dict[str, tuple[Document, int]] = {}

    def documents(self, source: Source) -> list[Document] | None:
        """The documents of a file of the same name and content; None where it held another one, or none."""
        ids = self._ids.get((source.file, source.digest))
        return [self._document(id) for id in ids] if ids else None

    def _document(self, id: str) -> Document:
        number = self._numbers[id]
        document = self._shelf.document(number)
        self._given[id] = document, number
        return document

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {self._shelf.id(number): number for number in range(len(self._shelf))}

    def number(self, document: Document) -> int:
        """The number of a document that `documents` gave; -1 for any other."""
        given, number = self._given.get(document.id, (None, -1))
        return number if given is document else -1


def write_sources(directory: Path, documents_of: Mapping[Source, Iterable[str]]) -> None:
    """Write down for the next edition which documents came from which file."""
    rows = [[source.file, source.digest, list(ids)] for source, ids in documents_of.items()]
    (directory / SOURCES).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
