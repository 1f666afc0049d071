"""Documents that a question names by their titles: in the library, only mentioned in it, or unknown to it."""

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


def held(title: str, search: Search, shelf: Shelf) -> bool:
    """Whether one of the documents of the best passages bears the title, in full or within its own."""
    wanted = plain(title)
    return any(wanted in plain(shelf.title(document)) for document in search.documents)


def mentioned(title: str, runs: Iterable[Run], search: Search, shelf: Shelf) -> bool:
    """Whether one of the runs names the title."""
    wanted = plain(title)
    return any(wanted in plain(_text(run, search, shelf)) for run in runs)


def plain(text: str) -> str:
    """Normalised, without white space and the marks that are often typed differently."""
    return _MARKS.sub("", normalise(text))


def _text(run: Run, search: Search, shelf: Shelf) -> str:
    return shelf.text(run.document, *search.span(run))
