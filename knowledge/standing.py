"""Whether a document is in force on a day: by its own dates, by what its source says, and by later documents
of the library that replace it. Those that are not in force yet themselves replace nothing yet.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from .document import Metadata

_VERSION = re.compile(r"[（(][^（）()]*(?:\d{4}|修[订正]|试行|暂行)[^（）()]*[）)]\Z")
_BRACKETS = str.maketrans("〈〉<>", "《》《》")
_INNER = str.maketrans("《》", "〈〉")
_STATE = "中华人民共和国"
NOT_YET, ENDED, REPEALED = "尚未施行", "已失效", "已废止"  # badges begin so
_STATUS = (
    ("部分", None),
    ("废止", REPEALED),
    ("失效", ENDED),
    ("无效", ENDED),
    ("已修", "已被修改后的版本替代"),
    ("已被修", "已被修改后的版本替代"),
)


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
            return f"{_ended(own, later)}被《{nested(later.title)}》{_dated(later)}替代"
    if own.expires and own.expires < day:
        return f"{ENDED}（有效期至{own.expires}）"
    return _said(own)


def _ended(own: Metadata, later: Metadata) -> str:
    """A version of the same title takes its place; another document has ended it."""
    return "已" if plain_title(own.title or "") == plain_title(later.title or "") else f"{REPEALED}，已"


def nested(title: str | None) -> str:
    """A title as it is written within book brackets."""
    return (title or "").translate(_INNER)


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
