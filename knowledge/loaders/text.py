"""Plain text: a line is a paragraph; headings, articles, questions and answers are recognised."""

from pathlib import Path

from ..document import Document
from ..structure import pieces, recognised
from . import document_id, read_text


def load(path: Path, file: str) -> list[Document]:
    text = read_text(path, file)
    return [Document.assemble(document_id(file), file, pieces(text.splitlines()), recognised(text))]
