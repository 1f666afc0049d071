"""The edition before the one that is built: its documents and analyses, for files that have not changed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

from knowledge.document import Document, Enumeration
from knowledge.loaders import Loaded
from knowledge.problems import Problem
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
        self._files: dict[tuple[str, str], Any] = {(file, digest): found for file, digest, *found in rows}
        self._given: dict[str, tuple[Document, int]] = {}

    def loaded(self, source: Source) -> Loaded | None:
        """What a file of the same name and content gave; None where the edition has not all of it."""
        found = self._files.get((source.file, source.digest))
        if found is None:
            return None
        ids, warnings = found
        return Loaded(tuple(map(self._document, ids)), tuple(Problem(**each) for each in warnings))

    def _document(self, id: str) -> Document:
        number = self._numbers[id]
        document = self._shelf.document(number)
        self._given[id] = document, number
        return document

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {self._shelf.id(number): number for number in range(len(self._shelf))}

    def number(self, document: Document) -> int:
        """The number of a document that `loaded` gave; -1 for any other."""
        given, number = self._given.get(document.id, (None, -1))
        return number if given is document else -1

    def lists(self, document: Document) -> list[Enumeration] | None:
        """The enumerations of such a document; None for any other."""
        number = self.number(document)
        return None if number < 0 else [enumeration(row) for row in self.analyses.lists[number]]


def enumeration(row: Sequence[Any]) -> Enumeration:
    """From how an edition keeps it: lead, items, announced."""
    lead, items, announced = row
    return Enumeration(tuple(lead), tuple(map(tuple, items)), announced)


def write_sources(directory: Path, whole: Mapping[Source, Loaded]) -> None:
    """Write down for the next edition what came from which file: `Contents.whole`."""
    rows = [
        [
            source.file,
            source.digest,
            [each.id for each in loaded.documents],
            list(map(asdict, loaded.warnings)),
        ]
        for source, loaded in whole.items()
    ]
    (directory / SOURCES).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
