"""The day that a report gives outside its text: under its title, or alone on its last line."""

import re
from collections.abc import Sequence

from .dates import DATE, iso

TOP = 8  # lines from the top among which the day stands
LONGEST = 80  # code points of such a line
REST = 40  # code points beside a day that stands at the start of its line: a source, an author
_CLOCK = r"(?:[ \u3000T]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
_WEEKDAY = r"(?:[ \u3000]*(?:星期|周)[一二三四五六日天])?"
_ALONE = re.compile(rf"[（(\[【]?{DATE}{_WEEKDAY}{_CLOCK}[）)\]】]?\Z")
_LABEL = r"(?:发布|发表|发稿|刊发|刊登|上传|公布|签发|印发)?(?:时间|日期)|发布于"
_LABELLED = re.compile(rf"(?:^|[\s|｜【\[（(])(?:{_LABEL})[ \u3000]*[：:]?[ \u3000]*(?P<day>{DATE})")
_PAPER = r"来源|稿源|出处|作者|记者|编辑|浏览|点击|阅读|字号|打印|(?:报|网|新华社|中新社|杂志|电视台)\Z"
_FIRST = re.compile(rf"(?P<day>{DATE}){_CLOCK}[\s|｜]+(?=[^。，；！？]{{2,{REST}}}\Z)(?=.*(?:{_PAPER}))")
_PROSE = re.compile("[。！？；]")


def day_of(text: str) -> str | None:
    """The ISO date under the title, else that of the last line; None where neither gives one."""
    lines = [line.strip() for line in text[:4000].split("\n") if line.strip()]
    under = next((day for line in _head(lines) if (day := _day(line))), None)
    last = text.rstrip()[-LONGEST:].split("\n")[-1].strip()
    return under or (iso(last.strip("（([【")) if len(lines) > 1 and _ALONE.match(last) else None)


def _head(lines: Sequence[str]) -> Sequence[str]:
    """The lines before the text begins."""
    for number, line in enumerate(lines[:TOP]):
        if len(line) > LONGEST or _PROSE.search(line):
            return lines[:number]
    return lines[:TOP]


def is_dateline(line: str) -> bool:
    """Whether a line is a day and nothing else."""
    return _ALONE.match(line) is not None


def _day(line: str) -> str | None:
    if _ALONE.match(line):
        return iso(line.strip("（([【"))
    found = _FIRST.match(line) or _LABELLED.search(line)
    return iso(found["day"]) if found else None
