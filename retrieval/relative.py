"""去年, 上半年, 近三年 in a question, said in years of the day on which it is asked."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from knowledge.document import Span
from knowledge.numbers.cardinals import narrowed, value

_YEARS = {"大前年": -3, "前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|\"[^\"]*\"")
_RELATIVE = re.compile(
    rf"(?P<year>{'|'.join(_YEARS)})(?=[^限龄级]|\Z)(?P<half>[上下]半年)?"
    r"|(?<![年\d])(?<!年的)(?P<half_alone>[上下]半年)"
    r"|(?P<month>上个?月|本月|这个?月)(?![底初]?\d)"
    r"|(?P<recent>(?:近|最近|过去|这)(?P<count>[两二三四五六七八九十]|\d{1,2})年来?)(?![级度（(来])"
)
_SPELL = re.compile(r"(?:近|最近|过去|这)(?P<count>[两二三四五六七八九十]|\d{1,2})年(?![级度])")
_RECENTLY = re.compile(r"[（(](?P<first>\d{4})[—-](?P<last>\d{4})年[）)]")
_SPELLED = re.compile(f"{_SPELL.pattern}来?{_RECENTLY.pattern}")


def in_years(question: str, today: date) -> str:
    """The question with the years that it means: 去年底 is 2018年底, 近三年 is followed by （2016—2018年）.

    What stands in book brackets or quotation marks is left as it is.
    """
    parts, at = [], 0
    for quoted in _QUOTED.finditer(question):
        parts += [_RELATIVE.sub(_meaning(today), question[at : quoted.start()]), quoted[0]]
        at = quoted.end()
    return "".join([*parts, _RELATIVE.sub(_meaning(today), question[at:])])


def spells(text: str) -> list[int]:
    """How many years each 近两年, 这两年 of a text has."""
    return [_count(match["count"]) for match in _SPELL.finditer(text)]


def without_recent(question: str) -> tuple[str, range]:
    """近三年（2016—2018年） without the years that it stands for, and these."""
    found = _RECENTLY.search(question)
    if found is None or not _SPELL.search(question, max(0, found.start() - 8), found.start()):
        return question, range(0)
    years = range(int(found["first"]), int(found["last"]) + 1)
    return question[: found.start()] + question[found.end() :], years


def recent_span(question: str) -> Span | None:
    """Where 近三年（2016—2018年） stands in a question."""
    found = _SPELLED.search(question)
    return found.span() if found else None


def _count(written: str) -> int:
    return int(value(narrowed(written)) or 0)


def _meaning(today: date) -> Callable[[re.Match[str]], str]:
    def said(match: re.Match[str]) -> str:
        if match["year"]:
            return f"{today.year + _YEARS[match['year']]}年{match['half'] or ''}"
        if match["half_alone"]:
            return f"{today.year}年{match['half_alone']}"
        if match["month"]:
            day = today.replace(day=1) - timedelta(days=1) if match["month"][0] == "上" else today
            return f"{day.year}年{day.month}月"
        return f"{match['recent']}（{today.year - _count(match['count']) + 1}—{today.year}年）"

    return said
