"""What a text says is no longer in force: 《甲办法》（民发〔2001〕3号）、《乙规定》同时废止."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .file_numbers import normalised

ENDED = ("废止", "失效", "停止执行", "不再执行", "停止施行")
REACH = 2000  # code points before 废止 in which the titles stand; some notices end a page of them
_BRACKETS = r"(?:[ \u3000]?[（(〔﹝\[][^（）()\n]{0,60}[）)〕﹞\]])*"
_OTHERS = r"(?:(?:等|及其)[^《》。；，第]{0,16}?)?"
_HOW = r"(?:同时|即行|予以|均|一并|相应|即|自[^。；《》]{0,24}起|于[^。；《》]{0,12}|已|全文|宣布)*+"
_TITLE = rf"《(?P<title>[^《》]{{2,100}})》(?P<after>{_BRACKETS})"
_LAST = re.compile(rf"{_TITLE}{_OTHERS}[，,]?{_HOW}\Z")
_BEFORE = re.compile(
    rf"{_TITLE}(?:[、和及与\s]|以及)*(?:[，,]?[^。；，《》\n]{{0,60}}(?:发布|公布|印发|颁布|施行|下发|制定|修订)的)?原?\Z"
)
_NOT_ALL = re.compile(r"[后前的]")
_IN_TITLE = re.compile(
    r"废止(?P<titles>(?:[、和及与]?[《〈<][^《》〈〉<>]{2,60}[》〉>])+)的?(?:决定|公告|通知|令)"
)
_NAMED = re.compile(r"[《〈<]([^《》〈〉<>]{2,60})[》〉>]")


@dataclass(frozen=True, slots=True)
class Repealed:
    """A title without its brackets, and the file number that stands behind it."""

    title: str
    number: str | None = None


def repeals(text: str, title: str = "") -> list[Repealed]:
    """What a document ends by its text, or by its title (关于废止《甲条例》的决定). Linear in the text."""
    named = _IN_TITLE.search(title)
    found = [Repealed(each) for each in _NAMED.findall(named["titles"])] if named else []
    for at in _places(text):
        found += _chain(text[max(0, at - REACH) : at])
    return found


def _places(text: str) -> Iterator[int]:
    """Where something is said to have ended."""
    for word in ENDED:
        at = text.find(word)
        while at >= 0:
            if not _NOT_ALL.match(text, at + len(word)):
                yield at
            at = text.find(word, at + 1)


def _chain(before: str) -> list[Repealed]:
    """The titles at the end of a text, side by side, last one first."""
    found: list[Repealed] = []
    end, pattern = len(before), _LAST
    while (start := before.rfind("《", 0, end)) >= 0:
        match = pattern.match(before, start, end)
        if match is None:
            break
        found.append(Repealed(match["title"], normalised(match["after"])))
        end, pattern = start, _BEFORE
    return found
