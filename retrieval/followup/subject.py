"""What a question is about: the part of it that the next one carries on (福康工程|做什么 -> 谁负责)."""

import re
from dataclasses import dataclass

from ..tokens import Tokenizer
from .trimming import Trimming

_MEASURE = "[个家户名位次场期届批项条份种类点笔元部县省市]"
_ASKED = re.compile(
    rf"什么(?:时候|时间|地方|样的?)?|何[时地]|哪一?[年天日月]|哪[里儿些位]"
    rf"|哪[一二两三四五六七八九十\d几]*{_MEASURE}*(?:方面)?|多少(?:万|亿)?{_MEASURE}?|多[长久大高远](?:时间)?"
    rf"|几[月号日]几[号日]|第?几{_MEASURE}?(?:方面)?|百分之几|谁|怎么样?|怎样|如何|为什么|为何"
    r"|是不是|是否|有没有|吗|呢"
)
_IDENTITY = re.compile(r"什么(?:样的?)?|哪[些一二两三四五六七八九十\d个项种类份期]|几[期届场批]")
_DETERMINES = re.compile(r"什么(?:样的?)?\Z|哪[^里儿年天日月]|多少|几(?![月号日])")
_POLITE = re.compile(
    r"(?:你好|您好|请问|我?想问一?下?|我?想知道|我?想了解一?下?|帮我查一?下?|查一?下|麻烦问一?下?)+[，,：: ]*"
)
_END = re.compile(r"[\s。？?！!～~…，,]+\Z")
_DONE = re.compile(r"(?:了|过)(?:一?个)?\Z")
_NOUN = re.compile(r"(?!没|未|不|能|可以|需|来|要|是|有|在)[^了过，,。；;？?！!]{2,16}")
_PARTICLES = re.compile(r"(?:的|呢|吗|啊|呀)+\Z")
_COUNTED = frozenset("钱人户次年月天元家")


@dataclass(frozen=True, slots=True)
class Parts:
    """A question around its first question word; `after` has no closing punctuation."""

    before: str
    asked: str
    after: str

    @property
    def noun(self) -> str:
        """What is asked for, where the question word determines it: 什么文件, 多少民政事业经费."""
        found = _NOUN.match(self.after) if _DETERMINES.match(self.asked) else None
        noun = _PARTICLES.sub("", found[0]).removeprefix("的") if found else ""
        return "" if noun in _COUNTED else noun

    @property
    def identity(self) -> bool:
        """Whether it asks which one, not how many."""
        return bool(_IDENTITY.match(self.asked))


def parts(question: str) -> Parts:
    """A question without its polite opening, split at its first question word."""
    opening = _POLITE.match(question)
    text = _END.sub("", question[opening.end() :] if opening else question)
    asked = _ASKED.search(text)
    if asked is None:
        return Parts(text, "", "")
    return Parts(text[: asked.start()], asked[0], text[asked.end() :])


def subject(question: str, tokenizer: Tokenizer, *, whole: bool = False, doer: bool = False) -> str:
    """What a question is about; empty where it has no subject of its own.

    `whole` keeps what was asked of it, for a question about that (下达了多少经费 -> 年均增长多少).
    `doer` leaves out what was done, for a question about what else was (还安排了多少投资).
    """
    found, words = parts(question), Trimming(tokenizer)
    done = _DONE.sub("", found.before)
    acted = done != found.before
    body = words.without_ending(words.without_last(done) if acted else done)
    if not body:
        return words.without_opening(found.after) or (done + found.noun if done else "")
    if found.noun and not doer and (whole or found.identity) and _states(found, words, body, done, whole):
        return f"{done.removesuffix('有')}的{found.noun}"
    return body if whole else words.without_attribute(body)


def _states(found: Parts, words: Trimming, body: str, done: str, whole: bool) -> bool:
    """Whether what is asked for can be said with 的: 印发了什么文件 -> 印发的文件."""
    if not whole and not words.lasting(found.noun):
        return False
    if done.endswith("有"):
        return len(found.noun) > 3
    return done != found.before or (body != done and not words.copular(done))
