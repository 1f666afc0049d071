"""Plain text, repaired: a line is a paragraph; headings, articles, questions and answers are recognised."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from ..articles import Article, articles
from ..document import Document
from ..filenames import document_id
from ..limits import Limits
from ..problems import Problem
from ..repair import repair
from ..structure import pieces
from .encodings import read_text
from .front_matter import announced, split_front_matter
from .labels import labels_above, metadata
from .loaded import Loaded, document
from .outline import Line


def load(path: Path, file: str, limits: Limits) -> Loaded:
    """One document; or stem-1, stem-2 … for the articles of a newspaper page that clearly has several."""
    text = read_text(path, file, limits)
    if announced(text):
        front = split_front_matter(text, file)
        return Loaded((document(file, pieces(repair(front.body).splitlines()), front.given),), front.warnings)
    found, doubts = articles(text)
    documents = [_document(file, each, len(found) > 1) for each in found]
    warnings = tuple(Problem(file, None, doubt.rstrip("。"), "请对照原件核对") for doubt in doubts)
    return Loaded(tuple(_numbered(documents, file)) if len(documents) > 1 else tuple(documents), warnings)


def _document(file: str, article: Article, one_of_several: bool) -> Document:
    """An article of a page has the headline that it was given; else what is recognised comes first."""
    lines = article.text.splitlines()
    labels, _ = labels_above([Line(line) for line in lines if line.strip()])
    made = partial(document, file, pieces(lines), metadata(labels), written=article.text)
    first = made(shown=article.title) if one_of_several else made()
    return first if first.metadata.title or not article.title else made(shown=article.title)


def _numbered(documents: list[Document], file: str) -> list[Document]:
    stem = document_id(file)
    return [replace(each, id=f"{stem}-{number}") for number, each in enumerate(documents, 1)]
