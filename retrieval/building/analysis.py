"""What the index needs to know of a document: its sentences, where each stands, and their terms."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.document import Document, Enumeration, Span
from knowledge.outline.sentences import OUTLINE, sentences
from knowledge.passages import reaches, windows
from knowledge.structure import enumerations

from .. import kinds, scope, values
from ..text import normalise
from ..tokens import Tokenizer
from .vocabulary import Vocabulary

_NUMBER = re.compile(rf"{OUTLINE}|[一二三四五六七八九十]{{1,2}}[是要]")
_FINISHED = re.compile("[。！？；]")


@dataclass(frozen=True, slots=True)
class Analysis:
    """One document, analysed. Lists run over its sentences, in reading order.

    blocks        block numbers
    headings      whether a sentence is a heading, or a question that is answered below
    finished      whether it has a mark that ends sentences; titles, signatures and dates have none
    terms         term numbers
    marks         term numbers of the kinds of answer, years and regions that a sentence holds
    title         the terms of the title
    sections      the terms of each distinct heading path
    above         the same of the marks of the title, the metadata and each heading path
    section_of    which of these paths a sentence stands under
    windows       the passages, as ranges of sentences
    reaches       the end of the longest run from a sentence that makes a snippet
    """

    sentences: list[Span]
    blocks: list[int]
    headings: list[bool]
    finished: list[bool]
    terms: list[list[int]]
    marks: list[list[int]]
    title: list[int]
    sections: list[list[int]]
    above: list[list[int]]
    section_of: list[int]
    windows: list[tuple[int, int]]
    reaches: list[int]
    enumerations: list[Enumeration]


def analyse(document: Document, tokenizer: Tokenizer, vocabulary: Vocabulary) -> Analysis:
    """Split a document into sentences, none of which runs over the end of a block, and tokenise them."""
    found = [
        (number, (block.start + start, block.start + end))
        for number, block in enumerate(document.blocks)
        for start, end in sentences(document.text[block.start : block.end])
    ]
    blocks, spans = [number for number, _ in found], [span for _, span in found]
    headings = [document.blocks[number].kind in ("heading", "question") for number in blocks]
    above = list(_above(document))
    paths: dict[tuple[str, ...], int] = {}
    for number in blocks:
        paths.setdefault(above[number], len(paths))

    texts = [document.text[start:end] for start, end in spans]
    openings = [
        place == 0 or blocks[place] != blocks[place - 1] or bool(_NUMBER.match(text))
        for place, text in enumerate(texts)
    ]
    published = document.metadata.published

    def terms(text: str) -> list[int]:
        return vocabulary.encode((*tokenizer.terms(text), *values.held(normalise(text))))

    def marks(text: str, regions: Sequence[str] = ()) -> list[int]:
        normalised = normalise(text)
        found = (*kinds.held(normalised), *scope.held(normalised, published), *scope.lying_in(regions))
        return vocabulary.encode(dict.fromkeys(found))

    return Analysis(
        spans,
        blocks,
        headings,
        [bool(_FINISHED.search(text)) for text in texts],
        [terms(text) for text in texts],
        [marks(text) for text in texts],
        terms(document.title),
        [terms(" ".join(path)) for path in paths],
        [marks(" ".join((*_known(document), *path)), document.metadata.regions) for path in paths],
        [paths[above[number]] for number in blocks],
        windows(spans),
        reaches(spans, headings, openings),
        enumerations(document.text),
    )


def _known(document: Document) -> Iterator[str]:
    """What the title and the metadata say of years."""
    yield document.title
    if document.metadata.published:
        yield f"{document.metadata.published[:4]}年"


def _above(document: Document) -> Iterator[tuple[str, ...]]:
    """What each block stands under: its headings, and the question that was asked before it."""
    asked: tuple[str, ...] = ()
    for block in document.blocks:
        if block.kind == "heading":
            asked = ()
        yield (*block.section, *asked)
        if block.kind == "question":
            asked = (document.text[block.start : block.end],)
