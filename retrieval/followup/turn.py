"""A question after others, as the readings of a follow-up look at it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..text import fold
from ..tokens import Tokenizer
from .carriers import Carriers, carriers
from .subject import Parts, parts, subject

N = "[一二两三四五六七八九十\\d]"  # a digit of a small number
MEASURES = "个些次份项条家期届批笔种类场部"
_PAUSE = "[，,。！!～~ ]*"
_ACKNOWLEDGED = (
    "好的?|嗯+|哦+|噢|谢谢|多谢|明白了?|知道了|ok|OK|那么|至于|请问|再问一?下?|另外|接着|对了|换成|改成|换"
    "|麻烦问一?下?"
)
_LEAD = re.compile(
    rf"(?:(?:{_ACKNOWLEDGED}){_PAUSE}|那(?![{MEASURES}里边儿年天时]|{N}个){_PAUSE}"
    r"|还有(?!多少|几|哪|什么|谁|没|别|其他|[呢吗？?]|\Z)|然后(?![呢？?]|\Z))+"
)
_TAIL = re.compile(r"[\s。？?！!～~…，,]+\Z")
_HOW_ABOUT = re.compile(r"(?:呢|咧|啊|呀|哈)+\Z")
_ASKS = re.compile(
    r"什么|啥|谁|哪|几|多少|多[长久大高远]|怎|如何|为何|何[时地]|吗\Z|是不是|是否|有没有|能不能|百分之"
)
_TALK = re.compile(r"[你您我咱]|(?:真的|是|对|确定)吗")
_COUNTED = re.compile(rf"{N}[{MEASURES}个户人名位年天月]")


@dataclass(frozen=True, slots=True)
class Turn:
    """A question after others. `core` is what it says without 那…呢 and punctuation.

    `led` is set where it began with 那 or the like, `how_about` where it asks for nothing but that (…呢).
    """

    question: str
    core: str
    led: bool
    how_about: bool
    history: Sequence[str]
    tokenizer: Tokenizer
    words: Carriers

    @property
    def previous(self) -> str:
        return self.history[-1]

    @property
    def asks(self) -> bool:
        return asks(self.core)

    def newest(self, holds: Callable[[str], object]) -> str | None:
        """The newest earlier question of which that is true."""
        return next((each for each in reversed(self.history) if holds(each)), None)

    def spoken(self, text: str) -> list[str]:
        """The words of `text` but for stop words."""
        return self.tokenizer.words(fold(text))

    def topical(self, text: str) -> list[str]:
        """The words of `text` that are subjects of their own; a single character only beside another."""
        left = [word for word in self.spoken(text) if not self._carried(word)]
        single = [word for word in left if len(word) == 1]
        return left if len(single) > 1 else [word for word in left if len(word) > 1]

    def attributive(self, text: str) -> bool:
        """Whether `text` ends in what something has: 副组长, 贫困发生率."""
        return any(text[-n:] in self.words.attribute for n in (4, 3, 2)) or text.endswith("率")

    def about(self, *, doer: bool = False, whole: bool = False) -> str:
        """What the previous question is about, see subject()."""
        return subject(self.previous, self.tokenizer, doer=doer, whole=whole)

    def parts(self) -> Parts:
        return parts(self.previous)

    def _carried(self, word: str) -> bool:
        if self.words.holds(word) or (len(word) > 2 and word[-2:] in self.words.attribute):
            return True
        return bool(_COUNTED.fullmatch(word))


def turn_of(question: str, history: Sequence[str], tokenizer: Tokenizer) -> Turn | None:
    """None for what is said to the assistant itself."""
    text = closed(question.strip())
    lead = _LEAD.match(text)
    text = text[lead.end() :] if lead else text
    core = closed(_HOW_ABOUT.sub("", text))
    if not core or _TALK.match(core):
        return None
    how_about = not asks(core) and (core != text or bool(lead))
    return Turn(question, core, bool(lead), how_about, history, tokenizer, carriers())


def asks(text: str) -> bool:
    """Whether it has a question word."""
    return bool(_ASKS.search(text))


def closed(question: str) -> str:
    """Without closing punctuation."""
    return _TAIL.sub("", question)
