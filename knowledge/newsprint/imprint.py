"""The lines of a newspaper page beside its prose: byline, credit, photo caption, date, numbered headings."""

import re
from typing import Literal

from ..facts.datelines import is_dateline

Imprint = Literal["byline", "credit", "caption", "date"]

SIGNS = "■□◆◇●○▲△★☆※"
_ROLE = r"(?:记者|通讯员|评论员|特约撰稿人?|撰稿人?|作者)"
_NAMES = r"[\u4e00-\u9fff·]{2,8}(?:[ \u3000、/／][\u4e00-\u9fff·]{1,8})*"
_BYLINE = re.compile(
    rf"[{SIGNS}]?[ \u3000]*(?:[\u4e00-\u9fff《》]{{0,12}}{_ROLE}[ \u3000:：/／|｜]+{_NAMES}"
    r"|(?:文|撰文|作者|图文|文图|采写|整理|编辑|责任编辑|责编)[ \u3000]*[:：/／|｜][ \u3000]*"
    rf"{_NAMES}.{{0,12}}|[（(][\u4e00-\u9fff]{{0,6}}{_ROLE}[ \u3000:：/／|｜]+{_NAMES}[）)])\Z"
)
_CREDIT = re.compile(
    r"[（(](?:据(?!统计|介绍|了解|悉|估|测|初步|不完全)|来源|文章来源|信息来源|稿件来源|摘自|转自|转载自|原载|选自|刊于|来自)[^（）()]{1,40}[）)]\Z"
    r"|(?:来源|文章来源|信息来源|稿件来源|转载自|摘自)[:：].{1,40}\Z"
)
_CAPTION = re.compile(
    r".{0,60}[（(][^（）()]{0,12}(?:图片|照片|资料图|供图|摄影|图源|摄|图)[^（）()]{0,30}[）)]\Z"
    r"|(?:图为|图片为|上图|下图|左图|右图|图[一二三四五\d][:：]|图片来源|图片说明).{1,80}\Z"
    r"|.{2,60} ?(?:[\u4e00-\u9fff]{2,4} ?[/／] ?[摄图]|[\u4e00-\u9fff]{2,4} 摄)\Z"
)
_ENTRY = re.compile(
    r"第[一二三四五六七八九十百千零〇\d]+[编章节条]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|[一二三四五六七八九十]{1,3}、|\d{1,2}[、.．](?!\d)|[①-⑳■□◆●▲★]"
)


def imprint(line: str) -> Imprint | None:
    """What the line tells about the article around it, where that is all it says."""
    if len(line) > 90:
        return None
    if is_dateline(line):
        return "date"
    if _CREDIT.match(line):
        return "credit"
    if len(line) <= 50 and _BYLINE.match(line):
        return "byline"
    return "caption" if _CAPTION.match(line) and not line.endswith("。") else None


def begins_entry(line: str) -> bool:
    """The line begins as a numbered heading, an article of a law or an item of a list does."""
    return _ENTRY.match(line) is not None
