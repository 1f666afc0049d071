"""The marks that number the items of an enumeration: 一是, 第一，, （一）, 1., ① and their kin.

A mark is only a candidate here: enumerations.py keeps those that run consecutively from the first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from ..numbers.cardinals import whole
from .sentences import NUMERAL


class Family(IntEnum):
    """The kinds of numbering, from the coarsest to the finest; from IS on they run inside paragraphs."""

    OUTLINE = 0  # 一、
    BRACKET = 1  # （一）
    DIGIT = 2  # 1. 1、
    HALF = 3  # 1）
    BRACKET_DIGIT = 4  # （1）
    CIRCLED = 5  # ①
    IS = 6  # 一是
    MUST = 7  # 一要
    ORDINAL = 8  # 第一， 首先
    ASPECT = 9  # 一方面 另一方面
    PART = 10  # 其一，


@dataclass(frozen=True, slots=True)
class Marker:
    """`text[start:end]` numbers an item. `number` 0 closes lists (第三条); LAST and NEXT follow any number.

    `weak` marks stand in the middle of a clause, so that more evidence is needed.
    """

    start: int
    end: int
    family: Family
    number: int
    weak: bool = False


NEXT, LAST = -1, -2  # 再次, 最后
_UNIT = "(?:个方面|方面|阶段|点|步|类|种|项|个)?"
# 第（二）项 names an item, while （八）项目管理制度 is one
_NO_REFERENCE = (
    r"(?!项(?!目)|款(?![项物额])|目(?![标录的前])|条(?![件例])|至(?!少)|[、或》]|[和及]\s?[第（(])"
)
_MARKER = re.compile(
    rf"[（(]\s?(?P<BRACKET>{NUMERAL})\s?[）)]{_NO_REFERENCE}"
    rf"|[（(]\s?(?P<BRACKET_DIGIT>\d{{1,2}})\s?[）)]{_NO_REFERENCE}"
    rf"|第(?P<ORDINAL>{NUMERAL}){_UNIT}\s?(?:[，,、：:；]|[是要](?!务))"
    rf"|第(?P<close>[一二三四五六七八九十百零〇千\d]{{1,7}})(?:条|章|节|编|部分)(?![第规的之和、中款项至所，])"
    rf"|其(?P<PART>[一二三四五六])\s?(?:[，,、：:]|是)"
    r"|(?P<order>首先|其次|(?:再次|再者|最后)(?=[，,、：:是要将对]))"
    r"|(?P<ASPECT>另?一方面)"
    rf"|(?P<IS>{NUMERAL})\s{{0,3}}是(?!否)"
    rf"|(?P<MUST>{NUMERAL})\s?要(?![素件点闻领求塞害])"
    rf"|(?P<OUTLINE>{NUMERAL})\s?[、．.]"
    r"|(?P<HALF>\d{1,2})[）)]"
    r"|(?P<DIGIT>\d{1,3})\s?(?:[.．](?!\d)|[.．、](?=(?:19|20)\d\d年|\d{1,2}月\d{1,2}日)|、(?!\d))"
    r"|(?P<symbol>[①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿])"
)
_NUMERAL = re.compile(NUMERAL)
_ORDER = {"首先": 1, "其次": 2, "再次": NEXT, "再者": NEXT, "最后": LAST}
_SYMBOLS = (
    ("①", "⑳", Family.CIRCLED),
    ("❶", "❿", Family.CIRCLED),
    ("⑴", "⒇", Family.BRACKET_DIGIT),
    ("⒈", "⒛", Family.DIGIT),
    ("㈠", "㈩", Family.BRACKET),
)
_STRONG = "。；;：:！？!?“”’）)》】」…>"
_COMMA = "，,、"
_NAMED = "表式图例第注款条目项件篇号页卷和及或至与"  # 表（1）, 附件（2）, 第（二）
_INSIDE = "唯第之统万单期周十其同专初归划合逐百零〇千的另这某每各哪任"  # 唯一是, 统一是, 星期一是
_COUNTED = re.compile("[、级类线期季等至月年次层产]")  # 一、二级医院


def markers(text: str) -> Iterator[Marker]:
    """All candidates in reading order."""
    for match in _MARKER.finditer(text):
        family, number = _kind(match)
        if number is None:
            continue
        strength = _strength(text, match, family, number)
        if strength:
            yield Marker(match.start(), match.end(), family, number, strength == "weak")


def _kind(match: re.Match[str]) -> tuple[Family, int | None]:
    name, found = match.lastgroup or "", match[match.lastgroup or 0]
    if name == "close":
        return Family.OUTLINE, 0
    if name == "order":
        return Family.ORDINAL, _ORDER[found]
    if name == "ASPECT":
        return Family.ASPECT, len(found) - 2
    if name == "symbol":
        first, _, family = next(row for row in _SYMBOLS if row[0] <= found <= row[1])
        return family, ord(found) - ord(first) + 1
    return Family[name], whole(found)


def _strength(text: str, match: re.Match[str], family: Family, number: int) -> str:
    """How well the place before the mark suits one: "strong", "weak" or "" (it is none)."""
    before = text[match.start() - 1] if match.start() else "\n"
    strong = before.isspace() or before in _STRONG
    if match["close"]:
        named = "》" in text[max(0, match.start() - 3) : match.start()]  # 《……法》 第三条
        return "strong" if before.isspace() and not named else ""
    if match["order"]:
        return "strong" if strong or before in _COMMA else ""
    if family is Family.OUTLINE:
        return "strong" if strong and not _counted(text, match, number) else ""
    if strong:
        return "strong"
    if family in (Family.MUST, Family.ORDINAL, Family.PART):
        return "strong" if before in _COMMA else ""
    if family in (Family.IS, Family.ASPECT):
        return "strong" if before in _COMMA else "weak" if _wordy(before) and before not in _INSIDE else ""
    return _strength_of_numbers(before, family, number)


def _strength_of_numbers(before: str, family: Family, number: int) -> str:
    """For （一）, （1）, 1., 1）, ① without a sentence mark or white space before it."""
    if before in _NAMED or before == "、":
        return ""
    if before in "，,":
        return "strong"
    if family is Family.CIRCLED:
        return "strong" if before in "（(" or number > 1 else ""
    if not _wordy(before) or (number == 1 and family is not Family.BRACKET_DIGIT):
        return ""
    return "weak"


def _wordy(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _counted(text: str, match: re.Match[str], number: int) -> bool:
    """一、二级医院: a count, not the head of an item."""
    following = _NUMERAL.match(text, match.end())
    if not following or whole(following[0]) != number + 1:
        return False
    return bool(_COUNTED.match(text, following.end()))
