"""Who speaks in a line of an interview or of questions and answers: 问：, 答：, 记者：, 某某发言人："""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

Turn = Literal["question", "answer"]

_GAP = r"[ \u3000]*"
_NUMBER = re.compile(
    rf"(?:\d{{1,3}}{_GAP}(?:[.．](?!\d)|、)|[（(]?[一二三四五六七八九十]{{1,3}}[）)、]){_GAP}"
)
_ASKS = re.compile(
    rf"(?:问{_GAP}\d{{0,3}}|问题{_GAP}[\d一二三四五六七八九十]{{0,3}}|Q{_GAP}\d{{0,3}}|提问"
    rf"|[^，。：:；\s]{{0,24}}(?:记者|网友|网民)(?:提?问)?){_GAP}[：:]"
)
_ANSWERS = re.compile(rf"(?:(?:回?答){_GAP}\d{{0,3}}|A{_GAP}\d{{0,3}}|答复|回复){_GAP}[：:]")
_OFFICE = (
    "发言人|负责人|负责同志|部长|司长|局长|主任|书记|省长|市长|县长|区长|州长|处长|厅长|署长|行长|院长|校长|会长|主席"
    "|秘书长|理事长|总经理|董事长|总裁|院士|教授|研究员|专家"
)
_OFFICIAL = re.compile(
    rf"[^，。：:；（）()\s]{{0,30}}(?:{_OFFICE}){_GAP}(?P<name>[\u4e00-\u9fff·]{{0,4}}){_GAP}[：:]"
)
_NAMED = re.compile(rf"(?P<name>[\u4e00-\u9fff·]{{2,4}}){_GAP}[：:]")
_LABEL = re.compile(
    "附|备注|说明|来源|电话|地[址点]|时[间限]|其中|[例比譬]如|注|提示|标题|日期|编辑|图|摘要|背景|依据|责任|联系|单位"
)
_QUESTION = re.compile(r"[^。！!；？?\n]{4,80}[？?]\Z")
SPOKEN = 15  # code points; what somebody says has more


def turns(lines: Sequence[str]) -> Iterator[Turn | None]:
    """For each line whether it asks or answers. A name alone does if it spoke before or was just asked."""
    speakers: set[str] = set()
    before: Turn | None = None
    for at, line in enumerate(lines):
        found = spoken(line)
        if found is None and _speaks(line, speakers, before):
            found = "answer"
        if found is None and at and at + 1 < len(lines) and asks(line) and not asks(lines[at + 1]):
            found = "question"
        before = found
        yield found


def spoken(line: str) -> Turn | None:
    """Whether the line starts as a question or an answer does (问：, 答：)."""
    number = _NUMBER.match(line)
    start = number.end() if number else 0
    if _ASKS.match(line, start):
        return "question"
    return "answer" if _ANSWERS.match(line, start) else None


def asks(line: str) -> bool:
    """Whether the whole line is one question."""
    return len(line) <= 90 and bool(_QUESTION.match(line))


def _speaks(line: str, speakers: set[str], before: Turn | None) -> bool:
    speaker = _OFFICIAL.match(line)
    if speaker is None:
        speaker = _NAMED.match(line)
        if not speaker or _LABEL.match(line) or not (speaker["name"] in speakers or before):
            return False
    if len(line) - speaker.end() < SPOKEN:
        return False
    speakers.add(speaker["name"])
    return True
