"""Takes the words that say nothing of a question's subject off the ends of a text."""

import re

from ..tokens import Tokenizer
from .carriers import carriers

_LONGEST_WORD = 6
_DATE = re.compile(r"[\d一二三四五六七八九十]年?[年月日号底]\Z")
_COPULA = re.compile(r"(?:[是有在由叫为对从向以把被给跟和与按靠用占达]|达到|分为|属于|包括|根据|围绕|依据)\Z")
_PARTICLES = re.compile(r"(?:的|呢|吗|啊|呀)+\Z")
_JOINING = frozenset("是有在由为对从向以把被给跟和与按用将了过的也都就又要会能应，、") | {
    "可以", "能够", "必须", "计划", "打算", "预计", "拟", "动员", "大致",
}  # fmt: skip


class Trimming:
    def __init__(self, tokenizer: Tokenizer) -> None:
        self._known, self._words = tokenizer.knows, carriers()

    def lasting(self, noun: str) -> bool:
        """Whether a noun names what can be asked about next, as 文件 does and 作用 or 社会组织 not."""
        last = self._last(noun)
        return last not in self._words.attribute and last not in self._words.actor

    def without_last(self, text: str) -> str:
        return text[: -len(self._last(text))] if text else text

    def copular(self, text: str) -> bool:
        """Whether it ends in a word that no object follows: 是, 在, 由."""
        return bool(_COPULA.search(text))

    def without_ending(self, text: str) -> str:
        """Without 还有, 一共, 在, 由, 举办 … at the end."""
        while text and self._says_nothing(last := self._last(text)) and not _DATE.search(text):
            text = text[: -len(last)].rstrip("，, ")
        return text

    def without_opening(self, text: str) -> str:
        """What was done to what (领导出席了|宝鸡的培训班): the latter."""
        _, _, after = text.partition("了")
        text = after or text
        while text and (self._words.holds(first := self._first(text)) or first in _JOINING):
            text = text[len(first) :]
        return _PARTICLES.sub("", text)

    def without_attribute(self, text: str) -> str:
        """江西省 of 江西省的贫困发生率; a text that is but an attribute stays."""
        ends = (text[-n:] for n in range(min(_LONGEST_WORD, len(text)), 1, -1))
        last = next((end for end in ends if end in self._words.attribute), self._last(text))
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
        lengths = range(min(_LONGEST_WORD, len(text)), 1, -1)
        return next((text[-n:] for n in lengths if self._known(text[-n:])), text[-1:])

    def _first(self, text: str) -> str:
        lengths = range(min(_LONGEST_WORD, len(text)), 1, -1)
        return next((text[:n] for n in lengths if self._known(text[:n])), text[:1])
