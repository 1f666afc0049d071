"""Provinces named by one character (湘, 川渝, 苏陕协作), where nothing else can be meant."""

import re
from collections.abc import Iterator

from ..document import Span

# How seldom the character means anything else than the province decides what it needs beside it.
CLEAR = "冀晋辽沪浙皖闽赣鲁豫鄂湘粤桂琼渝滇黔陕陇"
LIKELY = "京津蒙苏川蜀藏甘宁秦"
DOUBTFUL = "新青贵云台港澳黑吉疆"
ALL = CLEAR + LIKELY + DOUBTFUL
KNOWN = frozenset(
    ("京津", "云贵", "云贵川", "川藏", "港澳", "港澳台", "甘青", "宁青", "甘青宁", "甘宁青", "川甘青")
)
_SUFFIX = re.compile(
    "[两三四五六七]省?[省区市地]|[协合]作|对口|帮扶|结对|扶贫|省|交界|毗邻|边[界区]|地区|一体化"
)
_DELIMITER = frozenset("两三四五六七省地区毗交边合协对等、，。；：,（）()“” \n")
_PLACES = (
    rf"(?P<listed>[{ALL}](?:、[{ALL}])+)(?=[等两三四五六七八九十省地区各的，。；、,\s）)]|\Z)",
    rf"(?P<run>[{ALL}]{{2,8}})",
    rf"(?P<part>[{CLEAR}川苏])(?:[东西南北]{{1,3}}|中(?=部|地区))",
    rf"(?P<province>[{CLEAR}京津苏川甘吉黑])(?=省(?!事)|籍)",
    rf"(?<=[在赴驻来入进返离])(?P<there>[{CLEAR}川藏疆津]|京(?!东))(?![升级阔莽大])",
    r"(?<=[援])(?P<aided>[疆藏青川鄂])",
)
_CLEARLY = re.compile("|".join(_PLACES))
_ANY = frozenset(ALL)


def abbreviations(text: str, start: int, end: int) -> Iterator[Span]:
    """Spans of one character each, in `text[start:end]`, that clearly stand for a province."""
    if _ANY.isdisjoint(text[start:end]):
        return
    for match in _CLEARLY.finditer(text, start, end):
        if match["run"]:
            yield from _run(text, *match.span())
        elif match["listed"]:
            yield from _listed(match["listed"], match.start())
        else:
            at = match.start()
            yield at, at + 1


def _listed(listed: str, start: int) -> Iterator[Span]:
    """湘、鄂、渝: one clear member vouches for the others, or three for each other."""
    named = listed[::2]
    if len(named) > 2 or any(character in CLEAR for character in named):
        yield from ((start + 2 * k, start + 2 * k + 1) for k in range(len(named)))


def _run(text: str, start: int, end: int) -> Iterator[Span]:
    """川渝, 陕甘宁: doubtful characters at its edges may belong to other words (渝新欧, 新晋)."""
    while start < end and text[start:end] not in KNOWN and _loose(text, start, start - 1):
        start += 1
    while start < end and text[start:end] not in KNOWN and _loose(text, end - 1, end):
        end -= 1
    run = text[start:end]
    clear = any(character in CLEAR for character in run) or run in KNOWN or _SUFFIX.match(text, end)
    if len(run) > 1 and clear:
        yield from ((at, at + 1) for at in range(start, end))


def _loose(text: str, at: int, beside: int) -> bool:
    delimited = not 0 <= beside < len(text) or text[beside] in _DELIMITER
    return text[at] in DOUBTFUL and (not delimited or (text[at] == "新" and beside < at))
