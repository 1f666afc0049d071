"""PassageIndex: build, save, load, search. Read-only once built.

Documents and passages are scored by BM25 over the same terms; a document's title and a passage's headings
count as part of it. A passage is ranked by its own score and a share of its document's. For sentences the
index knows which terms they hold, so that an answer can be cut where the question's words stand together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from knowledge.document import Enumeration
from knowledge.jsonlines import Rows, write_rows

from .bm25 import Postings, mapped
from .building.bits import SETS, Bits, Places, united
from .building.ragged import spread
from .building.vocabulary import Vocabulary, find

if TYPE_CHECKING:
    from .building.analyses import Analyses

DOCUMENT_SHARE = 1.25  # measured on 327 questions over 299 policy documents: 0.6 to 2 do nearly as well
_ARRAYS = (
    "keys", "sentences", "blocks", "headings", "finished", "reaches", "contexts",
    "firsts", "passages", "owners", "row_starts", "row_terms",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PassageIndex:
    """Arrays over the terms, sentences, passages and documents of an edition.

    postings     passages, followed by documents
    keys         uint64[terms], ascending; a term's number is its place here
    sentences    int32[sentences, 2], spans of their documents' texts
    blocks       int32[sentences], the number of the block that a sentence stands in
    headings     bool[sentences], headings and questions: none is a snippet alone
    finished     int64[sentences + 1], how many before it have a mark that ends sentences
    reaches      int32[sentences], the end of the longest run from a sentence that makes a snippet
    contexts     int32[sentences], the row of the title and headings that a sentence stands under
    firsts       int64[documents + 1], document d has the sentences firsts[d]:firsts[d + 1]
    passages     int32[passages, 2], ranges of sentences
    owners       int32[passages], document numbers
    row_terms    int32, row r holds the terms row_terms[row_starts[r]:row_starts[r + 1]], each once
    lists        each document's enumerations, as (lead, items, announced)

    Rows are the sentences, followed by the contexts: each heading path of a document, with its title.
    """

    keys: NDArray[np.uint64]
    sentences: NDArray[np.int32]
    blocks: NDArray[np.int32]
    headings: NDArray[np.bool_]
    finished: NDArray[np.int64]
    reaches: NDArray[np.int32]
    contexts: NDArray[np.int32]
    firsts: NDArray[np.int64]
    passages: NDArray[np.int32]
    owners: NDArray[np.int32]
    row_starts: NDArray[np.int64]
    row_terms: NDArray[np.int32]
    postings: Postings
    lists: Sequence[Any] | Rows

    @classmethod
    def build(cls, analyses: "Analyses", vocabulary: Vocabulary) -> "PassageIndex":
        """Lay out the arrays for documents analysed with this vocabulary."""
        from .building.layout import laid_out

        return cls(**laid_out(analyses, vocabulary.keys()))

    @property
    def documents(self) -> int:
        """How many documents are searched."""
        return len(self.firsts) - 1

    def find(self, terms: Sequence[str]) -> NDArray[np.int64]:
        """int64[terms]: the number of each term, -1 for one that the library does not hold."""
        return find(self.keys, terms)

    def idf(self, terms: NDArray[np.int64]) -> NDArray[np.float32]:
        """float32[terms]: Lucene's idf over passages; for an unknown term (-1) as if none held it."""
        unknown = np.float32(log(1 + (len(self.owners) + 0.5) / 0.5))
        known = self.postings.idf.take(terms, mode="clip") if len(self.keys) else unknown
        return np.where(terms < 0, unknown, known)

    def scores(
        self, terms: NDArray[np.int64], instead: Sequence[tuple[int, Sequence[int]]] = ()
    ) -> NDArray[np.float64]:
        """float64[passages]: each passage's BM25 score and its share of its document's.

        `instead` has terms and others that count in their place, see Postings.instead.
        """
        scores = self.postings.scores(terms)
        if instead:
            scores += self.postings.instead(instead)
        return scores[: len(self.owners)] + DOCUMENT_SHARE * scores[len(self.owners) :][self.owners]

    def held(self, rows: Places, terms: NDArray[np.int64], others: Sequence[Sequence[int]] = ()) -> Bits:
        """uint64[rows]: bit j is set where the row holds terms[j]; of the bits behind these the i-th where it
        holds any of others[i] that is not among the terms. Costs by rows, not by the library.
        """
        ordinals = np.zeros(len(self.keys) + 1, np.uint8)
        for place, alike in enumerate(others, len(terms) + 1):
            ordinals[alike] = place
        ordinals[terms] = np.arange(1, len(terms) + 1)
        ordinals[-1] = 0  # unknown terms are -1
        starts, ends = self.row_starts[rows], self.row_starts[rows + 1]
        found = SETS[ordinals[self.row_terms[spread(starts, ends)]]]
        last = np.cumsum(ends - starts)
        return united(found, last - (ends - starts), last)

    def enumerations(self, document: int) -> list[Enumeration]:
        return [
            Enumeration(tuple(lead), tuple(map(tuple, items)), announced)
            for lead, items, announced in self.lists[document]
        ]

    def save(self, directory: Path) -> None:
        for name in _ARRAYS:
            np.save(directory / f"index.{name}.npy", getattr(self, name))
        self.postings.save(directory, "postings")
        write_rows(directory / "enumerations.jsonl", self.lists)

    @classmethod
    def load(cls, directory: Path) -> "PassageIndex":
        """Memory-mapped. Raises OSError or ValueError where a file is missing or cut short."""
        arrays: dict[str, Any] = {name: mapped(directory / f"index.{name}.npy") for name in _ARRAYS}
        return cls(
            **arrays,
            postings=Postings.load(directory, "postings", len(arrays["owners"]) + len(arrays["firsts"]) - 1),
            lists=Rows(directory / "enumerations.jsonl"),
        )
