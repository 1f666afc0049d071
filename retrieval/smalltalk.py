"""What is said to the assistant itself: greetings, thanks, who are you. A question beside it counts alone."""

import re
from functools import cache
from typing import Literal, get_args

from knowledge.words import HERE, read

from .text import normalise

Smalltalk = Literal[
    "identity",
    "ability",
    "thanks",
    "goodbye",
    "displeased",
    "pleased",
    "test",
    "greeting",
    "unclear",
    "agreed",
]
"""What a text says, of several the first of these. `unclear` says nothing at all: ？, 1, 我想问一下."""

LONGEST = 40  # code points; a longer text says something
_OTHERS = re.compile(r"[\W_]+")
_PICTURE = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")
_FEW = re.compile(r"\d{1,3}|[a-z]{1,2}")
_INTRODUCES = re.compile(r"(?:我是|我叫|这里是)[^谁哪几多什怎能如何吗么有]{1,16}")
_GREETING = (
    "(?:你|您|大家|各位|老师|领导)?好|早上好|上午好|中午好|下午好|晚上好|hi|hello|嗨|哈喽|在吗"
    "|(?:非常|十分)?(?:谢谢|感谢|多谢)|辛苦"
)
_ASKING = (
    "(?:麻烦|劳驾)?(?:请问|我?想(?:请?问|咨询|了解|知道|查)|请?(?:帮我?|给我)(?:查|找|看)|(?:查|找|问)(?=一下|下)|请教|咨询)"
    "(?:你|您)?(?:一下|下)?(?:一?个问题)?"
)
_COURTESY = re.compile(
    rf"(?:(?:{_GREETING})(?:你|您|大家|老师|各位|了|啦|呀|啊|哈)*(?:[，,。.！!~～、\s]+|(?={_ASKING})))*"
    rf"(?:(?:{_ASKING})[，,：:\s]*)*"
)
_THANKS = re.compile(
    r"[，,。.！!？?~～\s]*(?:谢谢|感谢|多谢|谢了|麻烦了|辛苦了)(?:你|您|啦|了)*[。.！!~～\s]*\Z"
)


def smalltalk(text: str) -> Smalltalk | None:
    """What a text says that is nothing but small talk, None for any other."""
    if len(text) > LONGEST:
        return None
    said = _OTHERS.sub("", normalise(text))
    if not said:
        return "agreed" if _PICTURE.search(text) else "unclear" if text.strip() else None
    kinds, phrases = _phrases()
    if re.fullmatch(f"(?:{phrases.pattern})+", said):
        found = {kinds.get(phrase) for phrase in phrases.findall(said)}
        return next((kind for kind in get_args(Smalltalk) if kind in found), "unclear")
    if _INTRODUCES.fullmatch(said.removeprefix("你好").removeprefix("您好")):
        return "greeting"
    return "unclear" if _FEW.fullmatch(said) else None


def without_courtesy(question: str) -> str:
    """A normalised question without the greeting before it and the thanks after it (你好，请问…，谢谢)."""
    opening = _COURTESY.match(question)
    asked = _THANKS.sub("", question[opening.end() :] if opening else question)
    return asked if asked.strip() else question


@cache
def _phrases() -> tuple[dict[str, Smalltalk], re.Pattern[str]]:
    """The kind of each phrase, and the pattern of any, the longest first; persons and fillers have none."""
    rows = dict(line.split("\t") for line in read(HERE / "smalltalk.tsv"))
    kinds = {phrase: kind for kind in get_args(Smalltalk) for phrase in rows[kind].split()}
    every = sorted({phrase for row in rows.values() for phrase in row.split()}, key=len, reverse=True)
    return kinds, re.compile("|".join(map(re.escape, every)))
