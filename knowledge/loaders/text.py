"""Plain text, repaired: a line is a paragraph; headings, articles, questions and answers are recognised."""

from dataclasses import replace
from pathlib import Path

from ..articles import articles
from ..document import Document
from ..filenames import document_id
from ..limits import Limits
from ..problems import Problem
from ..repair import repair
from ..structure import pieces
from .encodings import read_text
from .front_matter import announced, split_front_matter
from .loaded import Loaded, document


def load(path: Path, file: str, limits: Limits) -> Loaded:
    """One document; or stem-1, stem-2 … for the articles of a newspaper page that clearly has several."""
    text = read_text(path, file, limits)
    if announced(text):
        front = split_front_matter(text, file)
        return Loaded((document(file, pieces(repair(front.body).splitlines()), front.given),), front.warnings)
    found, doubts = articles(text)
    documents = [
        document(file, pieces(each.text.splitlines()), shown=each.title, written=each.text) for each in found
    ]
    warnings = tuple(Problem(file, None, doubt.rstrip("。"), "请对照原件核对") for doubt in doubts)
    return Loaded(tuple(_numbered(documents, file)) if len(documents) > 1 else tuple(documents), warnings)


def _numbered(documents: list[Document], file: str) -> list[Document]:
    stem = document_id(file)
    return [replace(each, id=f"{stem}-{number}") for number, each in enumerate(documents, 1)]
