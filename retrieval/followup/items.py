"""第二个是什么, 最后一条呢, 第九章呢: another item of a list, or another part of that number."""

import re

from knowledge.numbers.cardinals import value

from .turn import MEASURES, N, Turn, asks, closed

_UNIT = "个|条|点|项|方面|种|类|款|步|件|大点|份|位|部分|环节"
_WHICH = rf"第{N}{{1,3}}|最后(?:那|这)?一|倒数第{N}|[前后]{N}"
_ITEM = re.compile(
    rf"(?P<which>{_WHICH})(?P<unit>{_UNIT})(?:方面|内容|要求|措施|任务|工作|做法)?|第{N}{{1,2}}\Z"
)
_ASKED_BEFORE = re.compile(rf"，(?:{_WHICH})(?:{_UNIT})[^，]*\Z")
_LIST = re.compile(rf"哪[些几]|哪{N}+|几(?:个?方面|[项条点种类大步])|分别|有何(?:措施|举措|要求|做法)")
_COUNT = re.compile(rf"哪({N}{{1,3}})[个项种类条点大步方]")
_NUMBERED = re.compile(rf"第{N}{{1,4}}(?P<unit>季度|批次|部分|方面|[{MEASURES}章款节轮集页点])")
_ARTICLE = frozenset("章条款节")
_DIGITS = "零一二三四五六七八九十"


def item(turn: Turn) -> str | None:
    numbered = _NUMBERED.match(turn.core)
    if numbered and (found := _other_number(turn, numbered)):
        return found
    match = _ITEM.match(turn.core)
    if match is None or turn.topical(turn.core[match.end() :]):
        return _added(turn, numbered)
    asked = turn.newest(_LIST.search)
    return _of_list(turn, match, asked) if asked else _added(turn, numbered)


def _other_number(turn: Turn, match: re.Match[str]) -> str | None:
    """第三季度呢 after 第四季度, 第九章呢 after 第八章: that number in its place."""
    rest = turn.core[match.end() :]
    if not (turn.how_about or turn.asks) or turn.topical(rest):
        return None
    for other in _NUMBERED.finditer(turn.previous):
        if other["unit"] == match["unit"] or {other["unit"], match["unit"]} == {"项", "条"}:
            number = match[0][: -len(match["unit"])] + other["unit"]
            return turn.previous[: other.start()] + number + turn.previous[other.end() :]
    return None


def _added(turn: Turn, match: re.Match[str] | None) -> str | None:
    """第三条是什么 after a question about a law; 第二期呢 after one about a course."""
    if match is None or turn.topical(rest := turn.core[match.end() :]) or not (turn.how_about or turn.asks):
        return None
    if match["unit"] in _ARTICLE:
        about = turn.about()
        return f"{about}{match[0]}{rest if asks(rest) else '是什么'}？" if about else None
    return match[0] + turn.previous if turn.how_about else None


def _of_list(turn: Turn, match: re.Match[str], asked: str) -> str:
    listed = _ASKED_BEFORE.sub("", closed(asked))
    unit = "个" if match["unit"] is None else "项" if match["unit"] == "条" else match["unit"]
    said = turn.core[match.end() :]
    return f"{listed}，{_number(match, listed)}{unit}{said if asks(said) else '是什么'}？"


def _number(match: re.Match[str], listed: str) -> str:
    """Which item the last is, or the last but one, where it was asked for so many (哪六个方面)."""
    which = match["which"] or match[0]
    count = _COUNT.search(listed)
    many = value(count[1].replace("两", "二")) if count else None
    if many is None or not which.startswith(("最后", "倒数")):
        return which
    back = value(which.removeprefix("倒数第")) if which.startswith("倒数") else 1
    number = int(many - (back or 1) + 1)
    return f"第{_DIGITS[number] if 0 < number <= 10 else number}"
