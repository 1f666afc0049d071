"""Whether a document is in force: by its own dates, and by later documents of the library that replace it.

A law, regulation or the like is replaced by a later version of the same title, and by a document that says of
its title 同时废止. A later version that is not in force yet replaces nothing yet.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from .document import Document, Metadata

_RULES = re.compile(r"(?:法|条例|规定|办法|细则|规则|规程|章程|准则|标准|目录)\Z")
_VERSION = re.compile(r"[（(][^（）()]*(?:\d{4}|修[订正]|试行|暂行)[^（）()]*[）)]\Z")
_REPEALED = re.compile(
    r"(?P<titles>(?:《[^《》]{2,60}》[^《》。；]{0,24})+)(?:同时|即行|自[^。；《》]{0,20}起)?废止"
)
_TITLE = re.compile(r"《([^《》]{2,60})》")


def successors(documents: Sequence[Document]) -> dict[int, list[int]]:
    """For each document that others replace, by number, the numbers of these, earliest first."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        bearers[plain_title(document.title)].append(number)
    found: dict[int, set[int]] = defaultdict(set)
    for numbers in bearers.values():
        for earlier in numbers:
            found[earlier] |= {
                later for later in numbers if _is_version(documents[earlier], documents[later])
            }
    for later, document in enumerate(documents):
        for title in repealed(document.text):
            earlier_ones = bearers.get(plain_title(title), ())
            for earlier in earlier_ones:
                if _published(documents[earlier]) < _published(document):
                    found[earlier].add(later)
    return {
        earlier: sorted(laters, key=lambda number: _published(documents[number]))
        for earlier, laters in found.items()
        if laters
    }


def repealed(text: str) -> list[str]:
    """The titles of which a text says that they are no longer in force."""
    return [title for match in _REPEALED.finditer(text) for title in _TITLE.findall(match["titles"])]


def plain_title(title: str) -> str:
    """A title without white space and without what tells its version: （2018年修订）."""
    return _VERSION.sub("", "".join(title.split()))


def standing(
    number: int, known: Mapping[int, Metadata], replaced_by: Sequence[int], today: date
) -> str | None:
    """Why a document is not in force on a day, in Chinese; None if it is.

    `known` maps numbers to metadata, for the document itself and those that replace it.
    """
    own, day = known[number], today.isoformat()
    if _since(own) > day:
        return f"尚未施行，自{_since(own)}起施行"
    for later in replaced_by:
        if _since(known[later]) <= day:
            return f"已被{known[later].published or ''}《{known[later].title}》替代"
    return f"已于{own.expires}失效" if own.expires and own.expires < day else None


def _since(metadata: Metadata) -> str:
    """The first day in force; an amended version that repeats its first date counts from its publication."""
    return max(metadata.effective or "", metadata.published or "")


def _published(document: Document) -> str:
    return document.metadata.published or ""


def _is_version(earlier: Document, later: Document) -> bool:
    own, other = _published(earlier), _published(later)
    return bool(own and other and own < other and _RULES.search(plain_title(later.title)))
