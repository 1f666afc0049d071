"""A question about an article of a law (慈善法第23条) gets exactly that article."""

import re
from collections.abc import Iterator, Sequence

from knowledge.document import Block, Span
from knowledge.numbers.numerals import ordinals
from knowledge.shelf import Shelf

from .runs import Search
from .text import normalise

_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千\d]{1,9}条(?:规定|的?内容|是什么|说[的了]?什么|讲)?")


def asked_article(question: str) -> int | None:
    """第二十三条, 第23条 -> 23."""
    match = _ARTICLE.search(normalise(question))
    found = ordinals(match[0]) if match else []
    return found[0][0] if found else None


def articles(number: int, search: Search, shelf: Shelf) -> Iterator[tuple[int, Span | None]]:
    """Of the documents that have articles, those whose title the question names best, and where the article
    stands, None in one that has no such article.

    Documents of the best passages are looked at; those named equally well come in the order of these.
    """
    named = {document: _named(document, search) for document in search.documents}
    most = max(named.values(), default=0)
    for document in (document for document, words in named.items() if words == most):
        blocks = shelf.blocks(document)
        if any(block.kind == "article" for block in blocks):
            yield document, _span(number, document, blocks, shelf)


def _named(document: int, search: Search) -> int:
    """How many of the question's words the title of a document holds."""
    first = int(search.index.firsts[document])
    context = int(search.held(search.index.contexts[[first]])[0])
    return sum(context >> place & 1 for place in range(len(search.question.words)))


def _span(number: int, document: int, blocks: Sequence[Block], shelf: Shelf) -> Span | None:
    """The article with the paragraphs that belong to it."""
    rest = iter(blocks)
    for block in rest:
        found = ordinals(shelf.text(document, block.start, min(block.end, block.start + 12)))
        if block.kind == "article" and found and found[0][0] == number:
            end = block.end
            for following in rest:
                if following.kind in ("article", "heading"):
                    break
                end = following.end
            return block.start, end
    return None
