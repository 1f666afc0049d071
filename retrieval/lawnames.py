"""What people call a law (慈善法, 社团登记条例, 修订前的《慈善法》), and whether a title is that law's."""

import re
from typing import Literal

from .text import normalise

_RULE = r"(?:法典|法|条例|规定|办法|细则|规则|规程|章程|准则|通则)"
_VERSION_BEHIND = r"(?:[\s()\d年版修订改正]|施行|本)*(?:[中里]?的|[中里]|规定的?)?\s?\Z"
_BRACKETED = re.compile(rf"《([^《》]{{2,80}})》{_VERSION_BEHIND}")
_TYPED = re.compile(rf"([\u4e00-\u9fff〈〉<>“”]{{1,40}}?{_RULE}){_VERSION_BEHIND}")
_BEFORE = re.compile(
    r".*(?:请问|知道|了解|查询|查找|查一?下|看看|看一?下|告诉我|根据|按照|依照|依据|遵照|关于|对于|违反|符合|适用|说的?|问一?下|想问"
    r"|(?:通过|公布|发布|颁布|印发|施行)的|修[订正改]之?[前后]的?|版的?|现行的?|最新的?|我国的?|国家的?|中华人民共和国)"
)
_FIRST = re.compile(
    r"\A(?:我?想问?|请|那么?|和|与|及|跟|在|按|依|对|把|给我?|新的?|旧的?|老(?!年)|原(?!子|种|产)|本|该|此|这个?|这部|那部|年的?)+"
    r"(?=[\u4e00-\u9fff]{2})"
)
_ONLY = re.compile(rf"(?:(?:管理|实施|暂行|试行)?{_RULE}|本法|该法)\Z")
_TALK = re.compile("[我你您们他她这那哪的了吗呢下说讲看问询查找按据照是想要请帮给把在]")
_MARKS = re.compile(r"[\s〈〉《》<>“”\"'·、()（）]+")
_VERSION = re.compile(r"[（(][^（）()]*(?:\d{4}|修[订正]|试行|暂行)[^（）()]*[）)]\Z")
_ENCLOSED = re.compile(r"(?:印发|发布|公布|颁布|转发|颁发)[^《》]{0,12}《([^《》]+)》")
_STATE = "中华人民共和国"
_OF = rf"《?(?:{_STATE})?[\u4e00-\u9fff]{{0,20}}{_RULE}"
_EARLIER = re.compile(
    rf"修[订正改]之?前|(?:旧|老(?!年|区|旧)|原来|原先|以前|过去|废止)的?{_OF}|(?:旧|老|原)版|原{_OF}"
)
_LATER = re.compile(
    rf"修[订正改]之?后|(?:(?<![创更革最])新|最新|即将(?:施行|生效|实施))的?{_OF}|新版|尚未施行"
)
_YEAR_BEFORE = re.compile(rf"((?:19|20)\d\d)\s?年?(?:版|修[订正改]版?|通过|公布|发布)?的?《?(?:{_STATE})?\Z")
_YEAR_BEHIND = re.compile(r"》?\s?\(?((?:19|20)\d\d)")
Version = Literal["earlier", "later"]
WHOLE, PART = 2, 1


def law_named(before: str) -> str:
    """The law that ends the normalised text before 第…条; empty where that names none."""
    if bracketed := _BRACKETED.search(before):
        return bracketed[1]
    typed = _TYPED.search(before)
    name = _FIRST.sub("", _BEFORE.sub("", typed[1])) if typed else ""
    return "" if _ONLY.fullmatch(name) else name


def year_named(before: str, law: str) -> int | None:
    """The year that stands beside the name of a law: 2016年慈善法, 《慈善法》（2016年）."""
    lead, _, tail = before.rpartition(law)
    found = _YEAR_BEFORE.search(lead) or _YEAR_BEHIND.match(tail)
    return int(found[1]) if found else None


def asked_version(question: str) -> Version | None:
    """Whether a question is about what a law was before it was changed, or will be once it is in force."""
    text = normalise(question)
    if _EARLIER.search(text):
        return "earlier"
    return "later" if _LATER.search(text) else None


def calls(name: str, title: str) -> int:
    """WHOLE where a name is the title of a law, PART where it is short for it (社团登记条例), else 0.

    The title may be that of the notice it was issued with (关于印发《甲办法》的通知).
    """
    return max(_calls(_plain(name), _plain(each)) for each in (title, *_ENCLOSED.findall(title)))


def _calls(short: str, whole: str) -> int:
    """A law that is called 法 is not shortened at its beginning: 合同法 is no other law of that ending."""
    if not short or not whole:
        return 0
    if short == whole or (short.endswith(whole) and _TALK.search(short[: -len(whole)])):
        return WHOLE
    begins = short[0] == whole[0] or not short.endswith("法") or short.endswith("办法")
    return PART if begins and short[-1] == whole[-1] and _is_within(short, whole) else 0


def _is_within(short: str, whole: str) -> bool:
    """Whether all characters of `short` stand in `whole` in their order."""
    rest = iter(whole)
    return all(character in rest for character in short)


def _plain(name: str) -> str:
    return _MARKS.sub("", _VERSION.sub("", normalise(name))).removeprefix(_STATE)
