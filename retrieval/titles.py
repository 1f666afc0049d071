"""The titles that a question names, and whether a text names them."""

import re
from collections.abc import Iterable

from knowledge.shelf import Shelf

from .runs import Run, Search
from .text import normalise

_TITLE = re.compile(r"《([^《》]{2,80})》")
_MARKS = re.compile(r"[\s,，、·:：;；\"“”'‘’<>〈〉()（）\[\]〔〕\-—]+")


def asked_titles(question: str) -> tuple[str, ...]:
    """The titles between 《 and 》, as typed."""
    return tuple(dict.fromkeys(_TITLE.findall(question)))


def mentioned(name: str, runs: Iterable[Run], search: Search, shelf: Shelf) -> bool:
    """Whether one of the runs has the title or number."""
    wanted = plain(name)
    return any(wanted in plain(_text(run, search, shelf)) for run in runs)


def plain(text: str) -> str:
    """Normalised, without white space and the marks that are often typed differently."""
    return _MARKS.sub("", normalise(text))


def _text(run: Run, search: Search, shelf: Shelf) -> str:
    return shelf.text(run.document, *search.span(run))
