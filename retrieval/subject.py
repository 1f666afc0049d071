"""What a question is about: the part of it that the next one carries on (谁负责 after 福康工程做什么)."""

import re
from dataclasses import dataclass

from .carriers import LONGEST_WORD, carriers
from .tokens import Tokenizer

_MEASURE = "[个家户名位次场期届批项条份种类点笔元部县省市]"
_ASKED = re.compile(
    rf"什么(?:时候|时间|地方|样的?)?|何[时地]|哪一?[年天日月]|哪[里儿些位]"
    rf"|哪[一二两三四五六七八九十\d几]*{_MEASURE}*(?:方面)?|多少(?:万|亿)?{_MEASURE}?|多[长久大高远](?:时间)?"
    rf"|几[月号日]几[号日]|第?几{_MEASURE}?(?:方面)?|百分之几|谁|怎么样?|怎样|如何|为什么|为何|是不是|是否|有没有|吗|呢"
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
_COPULA = re.compile(r"(?:[是有在由叫为对从向以把被给跟和与按靠用占达]|达到|分为|属于|包括|根据|围绕|依据)\Z")
_DATE = re.compile(r"[\d一二三四五六七八九十]年?[年月日号底]\Z")
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


def parts(question: str) -> Parts:
    """A question without its polite opening, split at its first question word."""
    text = _END.sub("", _POLITE.sub("", question, count=1) if _POLITE.match(question) else question)
    asked = _ASKED.search(text)
    if asked is None:
        return Parts(text, "", "")
    return Parts(text[: asked.start()], asked[0], text[asked.end() :])


def subject(question: str, tokenizer: Tokenizer, *, whole: bool = False, doer: bool = False) -> str:
    """What a question is about; empty where it has no subject of its own.

    `whole` keeps what was asked of the subject, for a question about that (年均增长多少 after 下达了多少经费).
    `doer` leaves out what was done, for a question about what else was (还安排了多少投资).
    """
    found, words = parts(question), _Trimming(tokenizer)
    done = _DONE.sub("", found.before)
    noun, acted = found.noun, done != found.before
    body = words.without_ending(done) if not acted else words.without_ending(words.without_last(done))
    if not body:
        return words.without_opening(found.after) or (done + noun if done else "")
    stated = acted or (body != words.without_copula(done) and not _COPULA.search(done))
    if noun and stated and not doer and (whole or (_IDENTITY.match(found.asked) and words.lasting(noun))):
        return f"{done}的{noun}"
    return body if whole else words.without_attribute(body)


class _Trimming:
    """Takes words that say nothing of the subject off a text's ends."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._known, self._words = tokenizer.knows, carriers()

    def lasting(self, noun: str) -> bool:
        """Whether a noun names something that can be asked about next, unlike 作用 or 多少家社会组织."""
        last = self._last(noun)
        return last not in self._words.attribute and last not in self._words.actor

    def without_last(self, text: str) -> str:
        return text[: -len(self._last(text))] if text else text

    def without_copula(self, text: str) -> str:
        return _COPULA.sub("", text)

    def without_ending(self, text: str) -> str:
        """Without 还有, 一共, 在, 由, 举办 … at the end."""
        while text:
            last = self._last(text)
            if not self._says_nothing(last) or _DATE.search(text):
                return text
            text = text[: -len(last)].rstrip("，, ")
        return text

    def without_opening(self, text: str) -> str:
        """What was done to what (哪些|领导出席了|宝鸡的培训班): the latter."""
        before, done, after = text.partition("了")
        text = after if done and after else _PARTICLES.sub("", text)
        while (text and self._words.holds(first := self._first(text))) or text[:1] in _JOINING:
            text = text[len(first) if self._words.holds(first := self._first(text)) else 1 :]
        return _PARTICLES.sub("", text)

    def without_attribute(self, text: str) -> str:
        """江西省 of 江西省的贫困发生率; a text that is but an attribute stays."""
        lengths = range(min(LONGEST_WORD, len(text)), 1, -1)
        last = next((text[-n:] for n in lengths if text[-n:] in self._words.attribute), self._last(text))
        if last not in self._words.attribute and not last.endswith("率"):
            return text
        rest = self.without_ending(text[: -len(last)].removesuffix("的"))
        return rest if len(rest) > 1 else text

    def _says_nothing(self, word: str) -> bool:
        """Light words, and pairs of them (还有, 共有)."""
        if word in self._words.light or word in _JOINING:
            return True
        return len(word) == 2 and word[1] in "有是在" and word[0] in self._words.light | _JOINING

    def _last(self, text: str) -> str:
        """The last word: the longest known one, else a character."""
        lengths = range(min(LONGEST_WORD, len(text)), 1, -1)
        return next((text[-n:] for n in lengths if self._known(text[-n:])), text[-1:])

    def _first(self, text: str) -> str:
        lengths = range(min(LONGEST_WORD, len(text)), 1, -1)
        return next((text[:n] for n in lengths if self._known(text[:n])), text[:1])


_JOINING = frozenset(
    (
        "是",
        "有",
        "在",
        "由",
        "为",
        "对",
        "从",
        "向",
        "以",
        "把",
        "被",
        "给",
        "跟",
        "和",
        "与",
        "按",
        "用",
        "将",
        "了",
        "过",
        "的",
        "也",
        "都",
        "就",
        "又",
        "要",
        "会",
        "能",
        "应",
        "可以",
        "能够",
        "必须",
        "计划",
        "打算",
        "预计",
        "拟",
        "动员",
        "大致",
        "，",
        "、",
    )
)
