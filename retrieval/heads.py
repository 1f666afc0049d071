"""Where a document says what it is: its title, its number, when and by whom it was issued, since when."""

import re
from collections.abc import Iterator, Sequence

from knowledge.document import Block, Span
from knowledge.facts.dates import dates
from knowledge.shelf import Shelf

from .documents import DONE, bare_number
from .titles import plain

FIRST = 6  # blocks in which a document says what it is
LAST = 3  # blocks in which a law says from when it is in force
SIGNED, SHORT = 8, 60  # blocks at the end in which it is signed, and code points of a line of these
LINE = 220  # code points of a line that says so
_DONE = re.compile(DONE)
_SINCE = re.compile(r"(?:本[\u4e00-\u9fff]{1,6}|\A)自.{2,20}起(?:施行|实施|执行|生效)")
_SENTENCE = re.compile(r"[。：:；;]\s*\Z")


def head(document: int, shelf: Shelf) -> list[Span]:
    """Spans in reading order; none where the text says nothing of that."""
    blocks = shelf.blocks(document)
    told = [block for block in blocks[:FIRST] if _tells(block, document, shelf)]
    told += [block for block in blocks[FIRST:][-LAST:] if _says_since_when(block, document, shelf)]
    return list(_joined(told or _signature(blocks, document, shelf)))


def _signature(blocks: Sequence[Block], document: int, shelf: Shelf) -> list[Block]:
    """The lines at the end that name who issued it and when."""
    issuers = [plain(name) for name in (shelf.metadata(document).issuer or "").split("、") if name]
    signed: list[Block] = []
    for block in blocks[-SIGNED:]:
        text = shelf.text(document, block.start, block.end)
        named = any(name in plain(text) for name in issuers)
        if block.end - block.start <= SHORT and (dates(text) or named):
            signed.append(block)
        else:
            signed.clear()
    return signed


def _tells(block: Block, document: int, shelf: Shelf) -> bool:
    """Whether a block is the title, a number, or a line that says when and by whom it was issued."""
    if block.end - block.start > LINE or block.kind in ("article", "question"):
        return False
    text, (title, number) = shelf.text(document, block.start, block.end), shelf.names[document]
    said, known = plain(text), plain(title)
    if said and (said in known or known in said):
        return True
    if _SENTENCE.search(text):
        return False
    return bool((number and bare_number(number) in bare_number(text)) or (dates(text) and _DONE.search(text)))


def _says_since_when(block: Block, document: int, shelf: Shelf) -> bool:
    return block.end - block.start <= LINE and bool(
        _SINCE.search(shelf.text(document, block.start, block.end))
    )


def _joined(blocks: Sequence[Block]) -> Iterator[Span]:
    """The spans of blocks, those of neighbours as one."""
    spans: list[Span] = []
    for block in blocks:
        if spans and block.start <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], block.end)
        else:
            spans.append((block.start, block.end))
    yield from spans
