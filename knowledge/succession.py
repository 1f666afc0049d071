"""Which documents take the place of others: later versions of a law, and those that say 同时废止 of a title.

A law, regulation or the like is replaced by a later version of the same title; any document by one that names
it, by its title or number, as no longer in force. Whether that is so yet is told by standing.py.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from .document import Document
from .facts.issuers import issuer_in_title
from .facts.repeals import repeals
from .standing import plain_title

_RULES = re.compile(r"(?:法|法典|条例|规定|办法|细则|规则|规程|章程|准则|标准|目录)\Z")
_ABOUT = re.compile("关于|印发")


def successors(documents: Sequence[Document]) -> dict[int, list[int]]:
    """For each document that others replace, by number, the numbers of these, earliest first."""
    found: dict[int, set[int]] = defaultdict(set)
    for earlier, later in (*_versions(documents), *_repeals(documents)):
        found[earlier].add(later)
    return {
        earlier: sorted(laters, key=lambda number: _published(documents[number]))
        for earlier, laters in found.items()
    }


def _published(document: Document) -> str:
    return document.metadata.published or ""


def _versions(documents: Sequence[Document]) -> Iterator[tuple[int, int]]:
    """Earlier and later versions of one title."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        if _RULES.search(title := plain_title(document.title)):
            bearers[title].append(number)
    for numbers in bearers.values():
        for earlier in numbers:
            for later in numbers:
                if _is_version(documents[earlier], documents[later]):
                    yield earlier, later


def _is_version(earlier: Document, later: Document) -> bool:
    """Many places have rules of the same name; those of other regions are no versions."""
    own, other = earlier.metadata, later.metadata
    apart = own.issuer and other.issuer and own.regions != other.regions
    return bool(own.published and other.published and own.published < other.published and not apart)


def _repeals(documents: Sequence[Document]) -> Iterator[tuple[int, int]]:
    """Documents, and those that say that they are no longer in force."""
    titles: dict[str, list[int]] = defaultdict(list)
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        titles[_unissued(document.title)].append(number)
        numbers[document.metadata.number or ""].append(number)
    for later, document in enumerate(documents):
        for repealed in repeals(document.text, document.title):
            named = titles.get(_unissued(repealed.title), [])
            if repealed.number:
                named = [each for each in named if not documents[each].metadata.number]
                named = [*named, *numbers.get(repealed.number, [])]
            for earlier in named:
                if _ends(document, documents[earlier], repealed.title):
                    yield earlier, later


def _ends(later: Document, earlier: Document, title: str) -> bool:
    """Whether the document that a title is said to name may be the one that ended."""
    issuer, own = issuer_in_title(title), issuer_in_title(earlier.title) or earlier.metadata.issuer
    same = not issuer or not own or bool(set(issuer.split("、")) & set(own.split("、")))
    return same and _published(earlier) < _published(later)


def _unissued(title: str) -> str:
    """A plain title without its issuers: 关于印发《甲办法》的通知."""
    plain = plain_title(title)
    about = _ABOUT.search(plain) if issuer_in_title(plain) else None
    return plain[about.start() :] if about else plain
