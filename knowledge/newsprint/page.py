"""The lines of a newspaper page, parted into articles where another one plainly begins."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from .imprint import begins_entry, imprint

_HEADLINE = re.compile(r"(?=.*[\u4e00-\u9fff]{3}).{6,70}(?<![。；：，、…;:,])\Z")
_OPENING = re.compile(
    r"[“‘]?(?:近年来|近日|近期|近两年|日前|目前|当前|今年|去年|今天|昨天|前天|连日来|截至|随着|自[^，。]{2,30}以?来"
    r"|为[^，。]{2,40}，|(?:19|20)\d\d年|\d{1,2}月|\d{1,2}日|春节|本报讯|本刊讯|新华社|中新社|人民网|记者|据|从[^，。]{2,30}获悉)"
)
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9＋+]{2}")
_PROSE = 30  # characters; headings are shorter
# Pairs of characters of the headline that must be new in the paragraph that opens its article: where that
# begins as articles do, and where it begins in another way. Of 300 pages of two real reports 177 were parted
# with these, 2 of them in the wrong place; and 1 of 300 with one report and the headline of another below it.
CLEAR, PLAIN = 4, 5


def split_page(lines: Sequence[str]) -> tuple[list[list[str]], str | None]:
    """The lines of each article, a headline left over at the end put before its article.

    The second value is such a headline where it is not plain which paragraph its article begins with; it then
    stays where it was.
    """
    bounds = [0, *_beginnings(lines), len(lines)]
    parts = [list(lines[start:end]) for start, end in pairwise(bounds)]
    *before, last = parts
    at = _left_over(last)
    if at is None:
        return parts, None
    headline, rest = last[at], last[:at] + last[at + 1 :]
    start = _opening(headline, rest[:at]) if _is_titled(rest) else 0
    if start is None:
        return parts, headline
    return [*before, *([rest[:start]] if start else []), [headline, *rest[start:]]], None


def is_headline(line: str) -> bool:
    """A line that may stand over an article: short, ending no sentence, no byline or the like."""
    return _HEADLINE.match(line) is not None and imprint(line) is None and not begins_entry(line)


def _beginnings(lines: Sequence[str]) -> list[int]:
    """Where articles begin whose headline is in its place: over a byline, or after a credit and over text."""
    found = []
    for at in range(2, len(lines) - 1):
        over_byline = imprint(lines[at + 1]) == "byline" and _is_prose(lines[at - 1])
        after_credit = (
            imprint(lines[at - 1]) == "credit" and _is_prose(lines[at + 1]) and _is_prose(lines[at - 2])
        )
        if is_headline(lines[at]) and (over_byline or after_credit):
            found.append(at)
    return found


def _is_titled(lines: Sequence[str]) -> bool:
    return is_headline(next((line for line in lines if imprint(line) is None), ""))


def _left_over(lines: Sequence[str]) -> int | None:
    """The headline that nothing follows but captions, after the credit that closes an article."""
    at = len(lines) - 1
    while at > 0 and imprint(lines[at]) == "caption":
        at -= 1
    closed = at > 1 and imprint(lines[at - 1]) == "credit"
    return at if closed and is_headline(lines[at]) else None


def _opening(headline: str, lines: Sequence[str]) -> int | None:
    """The one paragraph in which words of the headline come up first, and which parts the page best: what
    stands from it on has most of the headline's words, what stands before has those of the page's title.

    None where no paragraph, or more than one, could be it.
    """
    news = _news(headline, lines)
    starts = [at for at in range(2, len(lines)) if _may_start(lines, at)]
    if not starts:
        return None
    best = max(starts, key=news.__getitem__)
    others = max((count for at, count in news.items() if at > 1 and at != best), default=0)
    least = CLEAR if _OPENING.match(lines[best]) else PLAIN
    parted = best == min(starts, key=_balances(headline, lines).__getitem__)
    return best if parted and news[best] >= max(least, 2 * others) else None


def _balances(headline: str, lines: Sequence[str]) -> list[float]:
    """For each line, what those before it have of the headline's words less what they have of the title's."""
    title = next(line for line in lines if imprint(line) is None)
    own, others = _pairs(headline), _pairs(title)
    balances = [0.0]
    for line in lines[1:]:
        news = [
            sum(pair in line for pair in pairs) / max(1, len(pairs)) for pairs in (own - others, others - own)
        ]
        balances.append(balances[-1] + news[0] - news[1])
    return [0.0, *balances[:-1]]


def _news(headline: str, lines: Sequence[str]) -> Counter[int]:
    """For each line, how many pairs of characters of the headline come up there for the first time."""
    news: Counter[int] = Counter()
    for pair in _pairs(headline):
        first = next((at for at, line in enumerate(lines) if pair in line), None)
        if first is not None:
            news[first] += 1
    return news


def _pairs(line: str) -> set[str]:
    """Each two characters of a line that stand side by side."""
    return set(filter(_WORD.fullmatch, (line[at : at + 2] for at in range(len(line) - 1))))


def _may_start(lines: Sequence[str], at: int) -> bool:
    """A paragraph right after a finished one, not under a heading."""
    finished = _is_prose(lines[at - 1]) or imprint(lines[at - 1]) == "caption"
    return finished and _is_prose(lines[at])


def _is_prose(line: str) -> bool:
    return len(line) >= _PROSE and line[-1] in "。！？”）…" and imprint(line) is None
