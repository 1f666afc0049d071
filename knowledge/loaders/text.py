"""Plain text, repaired: a line is a paragraph; headings, articles, questions and answers are recognised."""

from pathlib import Path

from ..document import Document
from ..filenames import document_id
from ..repair import repair
from ..structure import pieces, recognised
from . import read_text
from .front_matter import announced, merged, split_front_matter


def load(path: Path, file: str) -> list[Document]:
    text = read_text(path, file)
    given, body, _ = split_front_matter(text, file) if announced(text) else ({}, text, 0)
    text = repair(body)
    return [
        Document.assemble(document_id(file), file, pieces(text.splitlines()), merged(given, recognised(text)))
    ]
