"""Titles in book brackets: 《…》, with those inside them, and who issued them where the sentence says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Span
from ..places.regions import region_named
from .issuers import issuer_in_title, joined

LONGEST = 300  # code points of a title; a 《 that is not closed within it opens none
CLAUSE = 80  # code points before a title that are searched for its issuer
_OPENING, _CLOSING = "《〈<", "》〉>"
_BRACKET = re.compile(f"[{_OPENING}{_CLOSING}]")
_CUT = re.compile(r"[。；;！？!?\n，,：:“”（(《》]")
_WORD = (
    "近日|日前|今日|今天|昨日|目前|此前|同时|随后|当日|近期|最近|去年|今年|又|还|也|已经?|正式|先后|专门|联合|共同|及时|研究|牵头"
    r"|组织|率先|相继|陆续|(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
)
_ISSUES = re.compile(
    rf"(?P<names>[\u4e00-\u9fff（）()、 \u3000]{{2,60}}?)(?:{_WORD})*"
    r"(?:制定|印发|出台|发布|下发|公布|颁布|转发|签发|编制|起草|修订|发出)+(?:实施|并)*了?(?:关于|有关)?\s*\Z"
)
_REGION = re.compile(r"[\u4e00-\u9fff]{2,12}(?:省|市|自治区|州|县|区)\Z")
_SIDE_BY_SIDE = re.compile(r"[、和及与\s]*(?:以及)?\Z")


@dataclass(frozen=True, slots=True)
class Mention:
    """A title that the text names, without its brackets; `text[slice(*span)]` has them.

    `issuer` is as the sentence or the title itself has it (上海市, 民政部); several are joined by 、.
    """

    title: str
    span: Span
    issuer: str | None = None


def titles_mentioned(text: str) -> list[Mention]:
    """Each 《…》 in reading order; titles inside a title (〈…〉, <…>) follow it. Linear in the text."""
    found: list[Mention] = []
    end, shared = 0, None
    for start, stop, outermost in sorted(_bracketed(text), key=lambda part: (part[0], -part[1])):
        title = "".join(text[start + 1 : stop - 1].split("\n")).strip()
        issuer = None
        if outermost:
            beside = start - end <= 8 and _SIDE_BY_SIDE.fullmatch(text[end:start])
            shared = shared if beside else _issuer(text, start)
            end, issuer = stop, shared
        if title:
            found.append(Mention(title, (start, stop), issuer or issuer_in_title(title)))
    return found


def _bracketed(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each pair of brackets, and whether it is outermost. 〈 and < count only inside 《."""
    stack: list[tuple[int, str]] = []
    for match in _BRACKET.finditer(text):
        mark, at = match[0], match.start()
        while stack and at - stack[0][0] > LONGEST:
            stack.clear()
        if mark in _OPENING:
            if mark == "《" or stack:
                stack.append((at, mark))
            continue
        kind = _OPENING[_CLOSING.index(mark)]
        while stack and stack[-1][1] != kind and kind == "《":
            stack.pop()
        if stack and stack[-1][1] == kind:
            start, _ = stack.pop()
            yield start, match.end(), not stack


def _issuer(text: str, start: int) -> str | None:
    """Who the clause before the title says issued it."""
    clause = _CUT.split(text[max(0, start - CLAUSE) : start])[-1]
    issues = _ISSUES.search(clause)
    if issues is None:
        return None
    names = re.sub(rf"^(?:{_WORD}|[为由经对将据在和与及])+|(?:{_WORD})+$", "", issues["names"].strip())
    return joined(names) or (names if _REGION.match(names) or region_named(names) else None)
