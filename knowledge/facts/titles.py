"""The title that a document bears, and the type of document that the title says it is."""

import re
from collections.abc import Sequence
from itertools import accumulate, dropwhile, islice

from ..newsprint.imprint import imprint
from ..outline.speech import spoken
from .datelines import is_dateline
from .file_numbers import unnumbered
from .issuers import joined

LONGEST = 120  # code points; official titles of several issuers come to about 100
TOP = 20  # lines in which a page has its table of labels
HALF = 14  # code points; a first part of a headline that is shorter goes on behind the space
SHORT = 80  # code points; a first line longer than this is text, or holds the title before its first space
_KINDS = (
    "新闻发布会|政策解读|公开信|倡议书|实施细则|实施办法|命令|通知|通告|公告|公报|通报|意见|办法|条例|规定|细则|规则|规程|章程"
    "|方案|预案|决定|决议|规划|纲要|计划|指南|指引|措施|批复|答复|答记者问|报告|纪要|总结|清单|目录|令|函|法"
)
_KIND = re.compile(rf"(?P<kind>{_KINDS})(?:\s?[（(〔\[【][^（）()]*[）)〕\]】])*(?:第\d+号)?\Z")
_COMMON = re.compile("[办方做想说看用手]法\\Z|(?:公|信|来|复|邀请|慰问)函\\Z")
_REPORTED = re.compile("发布|出台|推出|推广|提供|印发|发文|制定|下发|公布|部署|：|:|，")
_ISSUED = re.compile("关于|的(?:通知|通告|公告|决定|函|令|命令|通报)|》(?:的)?(?:通知|通告|公告)")
_ISSUING = ("通知", "通告", "公告", "决定", "函", "令", "命令", "通报", "意见")
_LOOSE = ("措施", "方案", "报告", "总结", "清单", "目录", "指南", "计划", "答复", "函", "法", "指引")
_OFFICIAL = re.compile(
    r"关于|若干|实施|工作|试行|暂行|管理|行动|防控|控制|优惠|的[^的]{2}\Z|中华人民共和国|[（(][^（）()]*[）)]\Z"
)
_NO_TITLE = re.compile(
    r".*(?:[。；;：:，,、]|电（记者.*)\Z|[■□●]|第[一二三四五六七八九十\d]+条|[\d\s:：./年月日-]+\Z|附件|索引号|\S{0,2}\s{2,}"
)
_LABEL = re.compile(
    r"[\[【]?(?:索\s*引\s*号|主题分类|信息分类|体裁分类|发文机关|发文单位|发布机构|发布机关|成文日期|发文日期|生成日期|发布日期|公开日期"
    r"|发文字号|文\s*号|公文种类|公开方式|公开形式|有\s*效\s*性|主\s*题\s*词|标\s*题)[\]】]?\s*[：:]"
)
_ABOVE = re.compile(
    r"(?:附件|附)\s?[\d一二三四五六七八九十]{0,2}\s?[：:]?\Z|(?:特急|加急|平急|急件|内部资料|公开)\Z|[（(]?此件.{0,12}\Z"
)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_NUMBER = re.compile(r".*\d\s?号\Z")


def title_of(text: str) -> str | None:
    """The first line; where that is long, what stands before its first space. None if it is no title.

    A title broken into several lines or parts is put together up to the word that names its type (通知).
    """
    every = [line.strip() for line in text[: LONGEST * 20].split("\n") if line.strip()]
    lines = list(islice(dropwhile(_stands_above, _below_labels(every)), 6))
    if not lines:
        return None
    parts, glue = (lines, "") if len(lines[0]) <= SHORT else (lines[0].split()[:16], " ")
    again = parts[_repeated(parts) :]
    for start in (again, parts) if joined(parts[0]) else (parts, again):
        if whole := _official(start, glue):
            return unnumbered(whole)
    first = parts[0]
    if not _reads_as_title(first):
        return None
    if glue and len(parts) > 1 and len(first) < HALF and len(parts[1]) <= 30 and _reads_as_title(parts[1]):
        return f"{first} {parts[1]}"
    return first


def _below_labels(lines: Sequence[str]) -> Sequence[str]:
    """The lines below those of a table of labels (索引号：, 成文日期：) that a page has at its top."""
    labels = [number for number, line in enumerate(lines[:TOP]) if _LABEL.match(line)]
    return lines[labels[-1] + 1 :] if len(labels) > 1 else lines


def _stands_above(line: str) -> bool:
    """A day, a file number, a mark of secrecy, 附件1: what stands above a title."""
    return is_dateline(line) or unnumbered(line) == "" or _ABOVE.match(line) is not None


def _official(parts: Sequence[str], glue: str) -> str | None:
    """The title of a notice, decision …, put together from the parts that it was broken into."""
    parts = _until_text(parts)
    if (
        len(parts) > 1 and not joined(parts[0]) and not _KIND.search(parts[0])
    ):  # a headline above the title itself
        parts = parts[next((number for number, part in enumerate(parts) if part.startswith("关于")), 0) :]
    for whole in accumulate(parts, lambda before, part: f"{before}{glue}{part}"):
        if len(whole) > LONGEST:
            return None
        if _KIND.search(whole) and (whole == parts[0] or "关于" in whole or "《" in whole):
            return whole
    return None


def kind_of(title: str) -> str | None:
    """通知, 意见, 条例 … where the title is that of such a document, not a report about one."""
    match = _KIND.search(title)
    if match is None:
        return None
    kind = match["kind"]
    if kind in ("法", "函") and _COMMON.search(title[: match.end("kind")]):
        return None
    outside = re.sub("《.*》", "《》", title)
    if _REPORTED.search(outside) and not (kind in _ISSUING and _ISSUED.search(outside)):
        return None
    return kind if kind not in _LOOSE or kind == title or _OFFICIAL.search(title) else None


def _repeated(parts: Sequence[str]) -> int:
    """Where the page's title is repeated above the document: the last part that equals the first."""
    return max((number for number, part in enumerate(parts) if part == parts[0]), default=0)


def _until_text(parts: Sequence[str]) -> Sequence[str]:
    for number, part in enumerate(parts):
        if _NO_TITLE.match(part) or imprint(part) or (number and _NUMBER.match(part)):
            return parts[:number]
    return parts


def _reads_as_title(line: str) -> bool:
    if not 4 <= len(line) <= SHORT or len(_CHINESE.findall(line)) < 4:
        return False
    return not (_NO_TITLE.match(line) or imprint(line) or spoken(line) or joined(line))
