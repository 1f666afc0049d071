"""Whether a document is in force: by its own dates, and by later documents of the library that replace it.

A law, regulation or the like is replaced by a later version of the same title, and by a document that says of
its title or number 同时废止. A later version that is not in force yet replaces nothing yet.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from .document import Document, Metadata
from .facts.issuers import issuer_in_title
from .facts.repeals import repeals

_RULES = re.compile(r"(?:法|法典|条例|规定|办法|细则|规则|规程|章程|准则|标准|目录)\Z")
_VERSION = re.compile(r"[（(][^（）()]*(?:\d{4}|修[订正]|试行|暂行)[^（）()]*[）)]\Z")
_BRACKETS = str.maketrans("〈〉<>", "《》《》")
_STATE = "中华人民共和国"
_ABOUT = re.compile("关于|印发")
NOT_YET = "尚未施行"  # a badge begins so
_STATUS = (
    ("部分", None),
    ("废止", "已废止"),
    ("失效", "已失效"),
    ("无效", "已失效"),
    ("已修", "已被修改后的版本替代"),
    ("已被修", "已被修改后的版本替代"),
)


def successors(documents: Sequence[Document]) -> dict[int, list[int]]:
    """For each document that others replace, by number, the numbers of these, earliest first."""
    found: dict[int, set[int]] = defaultdict(set)
    for earlier, later in (*_versions(documents), *_repeals(documents)):
        found[earlier].add(later)
    return {
        earlier: sorted(laters, key=lambda number: _published(documents[number]))
        for earlier, laters in found.items()
    }


def plain_title(title: str) -> str:
    """A title without white space, the name of the state, and what tells its version: （2018年修订）."""
    return _VERSION.sub("", "".join(title.translate(_BRACKETS).split())).removeprefix(_STATE)


def standing(
    number: int, known: Mapping[int, Metadata], replaced_by: Sequence[int], today: date
) -> str | None:
    """Why a document is not in force on a day, in Chinese; None if it is.

    `known` maps numbers to metadata, for the document itself and those that replace it.
    """
    own, day = known[number], today.isoformat()
    if _since(own) > day:
        return f"{NOT_YET}（自{_since(own)}起施行）"
    for later in (known[each] for each in replaced_by):
        if _since(later) <= day:
            return f"{_ended(own, later)}被《{later.title}》{_dated(later)}替代"
    if own.expires and own.expires < day:
        return f"已失效（有效期至{own.expires}）"
    return _said(own)


def _ended(own: Metadata, later: Metadata) -> str:
    """A version of the same title takes its place; another document has ended it."""
    return "已" if plain_title(own.title or "") == plain_title(later.title or "") else "已废止，已"


def _dated(later: Metadata) -> str:
    return f"（{later.published}）" if later.published else ""


def _said(own: Metadata) -> str | None:
    """What the document's source says of its state, where that is not in force."""
    status = own.status or ""
    if "尚未" in status or "未生效" in status:
        return None if own.effective else NOT_YET
    return next((badge for word, badge in _STATUS if word in status), None)


def _since(metadata: Metadata) -> str:
    """The first day in force; an amended version that repeats its first date counts from its publication."""
    return max(metadata.effective or "", metadata.published or "")


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
