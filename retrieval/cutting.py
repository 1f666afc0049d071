"""Why a snippet begins and ends where it does."""

from typing import Any

import numpy as np

from knowledge.shelf import Shelf

from .answer import Snippet
from .runs import Search
from .tokens import BIGRAM

WHOLE = ("list", "article", "curated")  # kinds of snippets that are cut by what they are


def cut(snippet: Snippet, search: Search, shelf: Shelf) -> dict[str, Any]:
    """As plain JSON values: `begins_with` the question's words in the first sentence; it `ends` with the
    list, the article or the answer that it is, before a heading, with the paragraph or the document, or
    where it is long enough (length). `sentences` is how many there are.
    """
    document = shelf.number(snippet.citation.document)
    index, first = search.index, int(search.index.firsts[document])
    sentences = index.sentences[first : int(index.firsts[document + 1])]
    start, end = snippet.citation.spans[0][0], snippet.citation.spans[-1][1]
    begins = int(np.searchsorted(sentences[:, 1], start, "right"))
    after = int(np.searchsorted(sentences[:, 0], end, "left"))
    return {
        "document": snippet.citation.document,
        "span": [start, end],
        "kind": snippet.kind,
        "sentences": max(1, after - begins),
        "begins_with": _words(first + begins, search) if begins < len(sentences) else [],
        "ends": snippet.kind if snippet.kind in WHOLE else _end(first, after, len(sentences), search),
    }


def _words(row: int, search: Search) -> list[str]:
    held = int(search.held(np.array([row]))[0])
    words = [search.question.terms[place] for place in range(len(search.terms)) if held >> place & 1]
    return [word for word in words if word in search.question.words and not word.startswith(BIGRAM)]


def _end(first: int, after: int, count: int, search: Search) -> str:
    """What stands behind sentence after - 1 of a document of so many."""
    index, row = search.index, first + after
    if after >= count:
        return "document"
    if index.headings[row]:
        return "heading"
    return "paragraph" if index.blocks[row] != index.blocks[row - 1] else "length"
