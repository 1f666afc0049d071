"""Plain text, repaired: a line is a paragraph; headings, articles, questions and answers are recognised."""

from pathlib import Path

from ..repair import repair
from ..structure import pieces
from .encodings import read_text
from .front_matter import announced, split_front_matter
from .limits import Limits
from .loaded import Loaded, document


def load(path: Path, file: str, limits: Limits) -> Loaded:
    text = read_text(path, file, limits)
    given, body, _ = split_front_matter(text, file) if announced(text) else ({}, text, 0)
    return Loaded((document(file, pieces(repair(body).splitlines()), given),))
