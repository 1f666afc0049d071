"""Which passages of an edition were quoted, told by where the quotations stood in their documents."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.document import Span

from .edition import Edition


@dataclass(frozen=True, slots=True)
class PassageUse:
    """A passage by its span in its document (code points), and how often it was quoted."""

    start: int
    end: int
    times: int


def used(edition: Edition, quoted: Mapping[str, Sequence[Span]]) -> int:
    """How many passages a quotation touches. `quoted` has spans by document; documents that are gone, and
    spans beyond the end of a text, count for nothing.
    """
    return sum(
        int(np.count_nonzero(_touched(_spans(edition, number), spans).any(axis=1)))
        for number, spans in _known(edition, quoted.items())
    )


def uses(edition: Edition, document: str, quoted: Mapping[Span, int]) -> list[PassageUse]:
    """Every passage of a document in order, with how many of the `quoted` (span -> times) touch it.

    Raises UnknownDocument.
    """
    passages = _spans(edition, edition.shelf.number(document))
    times = np.fromiter(quoted.values(), np.int64, len(quoted))
    sums = _touched(passages, list(quoted)) @ times if quoted else np.zeros(len(passages), np.int64)
    counted = zip(passages.tolist(), sums.tolist(), strict=True)
    return [PassageUse(start, end, number) for (start, end), number in counted]


def _known(
    edition: Edition, quoted: Iterable[tuple[str, Sequence[Span]]]
) -> Iterable[tuple[int, Sequence[Span]]]:
    ids = edition.shelf.ids
    return ((ids[document], spans) for document, spans in quoted if document in ids)


def _spans(edition: Edition, number: int) -> NDArray[np.int32]:
    """int32[passages, 2], the spans of a document's passages. Those of a document stand together."""
    index = edition.index
    first, last = np.searchsorted(index.owners, [number, number + 1])
    ranges = index.passages[first:last]
    starts, ends = index.sentences[ranges[:, 0], 0], index.sentences[ranges[:, 1] - 1, 1]
    return np.stack([starts, ends], axis=1)


def _touched(passages: NDArray[np.int32], quoted: Sequence[Span]) -> NDArray[np.bool_]:
    """bool[passages, quotations]"""
    starts, ends = np.array(quoted, np.int64).reshape(-1, 2).T
    return (passages[:, :1] < ends) & (passages[:, 1:] > starts)
