"""The analyses of many documents in arrays: an edition keeps them, so that the next tokenises less."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.jsonlines import Rows, write_rows

from ..bm25 import mapped
from .analysis import Analysis
from .ragged import Numbers, Ragged, ends, spread

FOLDER = "analyses"
LISTS = "enumerations.jsonl"


@dataclass(frozen=True, slots=True)
class Analyses:
    """Document d has sentences firsts[d]:firsts[d + 1], paths paths[d]:paths[d + 1] and passages likewise.

    firsts, paths, passages   int64[documents + 1]
    spans       int32[sentences, 2], code points of the document's text
    blocks      int32[sentences], block numbers
    headings    bool[sentences], headings and questions; `finished` as in Analysis
    section_of  int32[sentences], which of the document's paths a sentence stands under
    reaches     int32[sentences], the end of the longest run from a sentence, counted within the document
    terms       term numbers of each sentence, `marks` likewise
    windows     int32[passages, 2], ranges of sentences within the document
    sections    term numbers of each path, `above` its marks and those of title and metadata
    titles      term numbers of each document's title
    lists       each document's enumerations, as (lead, items, announced)
    """

    firsts: NDArray[np.int64]
    paths: NDArray[np.int64]
    passages: NDArray[np.int64]
    spans: NDArray[np.int32]
    blocks: NDArray[np.int32]
    headings: NDArray[np.bool_]
    finished: NDArray[np.bool_]
    section_of: NDArray[np.int32]
    reaches: NDArray[np.int32]
    terms: Ragged
    marks: Ragged
    windows: NDArray[np.int32]
    sections: Ragged
    above: Ragged
    titles: Ragged
    lists: Sequence[Any] | Rows

    @classmethod
    def of(cls, analyses: Sequence[Analysis]) -> "Analyses":
        return cls(
            _ends(len(each.sentences) for each in analyses),
            _ends(len(each.sections) for each in analyses),
            _ends(len(each.windows) for each in analyses),
            _table(span for each in analyses for span in each.sentences),
            _flat((each.blocks for each in analyses), np.int32),
            _flat((each.headings for each in analyses), np.bool_),
            _flat((each.finished for each in analyses), np.bool_),
            _flat((each.section_of for each in analyses), np.int32),
            _flat((each.reaches for each in analyses), np.int32),
            Ragged.of([terms for each in analyses for terms in each.terms]),
            Ragged.of([marks for each in analyses for marks in each.marks]),
            _table(window for each in analyses for window in each.windows),
            Ragged.of([terms for each in analyses for terms in each.sections]),
            Ragged.of([marks for each in analyses for marks in each.above]),
            Ragged.of([each.title for each in analyses]),
            [[(e.lead, e.items, e.announced) for e in each.enumerations] for each in analyses],
        )

    def __len__(self) -> int:
        return len(self.firsts) - 1

    def take(self, documents: Numbers) -> "Analyses":
        """These documents, in this order."""
        levels = {level: self._rows(level, documents) for level in _LEVELS}
        picked = {
            name: _picked(getattr(self, name), levels[level])
            for level, names in _LEVELS.items()
            for name in names
        }
        bounds: dict[str, Any] = {level: ends(np.diff(getattr(self, level))[documents]) for level in _LEVELS}
        lists = [self.lists[document] for document in documents.tolist()]
        return Analyses(**bounds, **picked, titles=self.titles.take(documents), lists=lists)

    def _rows(self, level: str, documents: Numbers) -> NDArray[np.int64]:
        bounds = getattr(self, level)
        return spread(bounds[documents], bounds[documents + 1])

    @classmethod
    def joined(cls, parts: Sequence["Analyses"]) -> "Analyses":
        """The documents of all parts, one part after the other; there is at least one."""
        if len(parts) == 1:
            return parts[0]
        bounds: dict[str, Any] = {
            level: ends(np.concatenate([np.diff(getattr(part, level)) for part in parts]))
            for level in _LEVELS
        }
        names = [name for names in _LEVELS.values() for name in names]
        flat = {name: _joined([getattr(part, name) for part in parts]) for name in (*names, "titles")}
        return cls(**bounds, **flat, lists=[row for part in parts for row in part.lists])

    def numbered(self, numbers: Numbers) -> "Analyses":
        """The same documents, with numbers[t] for each term number t."""
        changed = {name: getattr(self, name).numbered(numbers) for name in _TERMS}
        return replace(self, **changed)

    def unused(self, terms: int) -> NDArray[np.bool_]:
        """bool[terms]: the terms that no document holds."""
        unused = np.ones(terms, np.bool_)
        for name in _TERMS:
            unused[getattr(self, name).values] = False
        return unused

    def save(self, directory: Path) -> None:
        """Write the arrays into a folder of their own: no question needs them."""
        folder = directory / FOLDER
        folder.mkdir()
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Ragged):
                np.save(folder / f"{field.name}.starts.npy", value.starts)
                np.save(folder / f"{field.name}.values.npy", value.values)
            elif field.name != "lists":
                np.save(folder / f"{field.name}.npy", value)
        write_rows(folder / LISTS, self.lists)

    @classmethod
    def load(cls, directory: Path) -> "Analyses":
        """Memory-mapped. Raises OSError or ValueError where a file is missing or cut short."""
        folder = directory / FOLDER
        found: dict[str, Any] = {"lists": Rows(folder / LISTS)}
        for name in (field.name for field in fields(cls) if field.name != "lists"):
            if name in _TERMS:
                starts, values = (mapped(folder / f"{name}.{part}.npy") for part in ("starts", "values"))
                found[name] = Ragged(starts, values)
            else:
                found[name] = mapped(folder / f"{name}.npy")
        return cls(**found)


# What a document has several of, and the arrays that run over them.
_LEVELS = {
    "firsts": (
        "spans",
        "blocks",
        "headings",
        "finished",
        "section_of",
        "reaches",
        "terms",
        "marks",
    ),
    "paths": ("sections", "above"),
    "passages": ("windows",),
}
_TERMS = ("terms", "marks", "sections", "above", "titles")


def _picked(values: Any, rows: Numbers) -> Any:
    return values.take(rows) if isinstance(values, Ragged) else values[rows]


def _joined(parts: Sequence[Any]) -> Any:
    return Ragged.joined(parts) if isinstance(parts[0], Ragged) else np.concatenate(parts)


def _ends(lengths: Iterable[int]) -> NDArray[np.int64]:
    return ends(np.fromiter(lengths, np.int64))


def _flat(rows: Iterable[Sequence[Any]], kind: Any) -> NDArray[Any]:
    return np.fromiter(chain.from_iterable(rows), kind)


def _table(rows: Iterable[Sequence[int]]) -> NDArray[np.int32]:
    return np.fromiter(chain.from_iterable(rows), np.int32).reshape(-1, 2)
