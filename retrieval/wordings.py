"""Ways of asking, and whether two of them ask for the same: a far higher bar than a like meaning.

One says what the other says, hardly more and nothing less, of the same years and places, for an answer of the
same kind, and says no as often. Measured with the 20 answers of tests/quality/curated.jsonl: 20 of 21 other
ways of asking find theirs, none of 37 questions that differ in one thing does, none of 534 others there.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from .clusters import Meaning, likeness, meaning_of, pieces
from .question import Question, understand
from .text import normalise
from .tokens import Tokenizer

FITS = 0.85  # likeness, 0 … 1; questions that differ in one word of five to ten have up to 0.9
UNSAID = 8.2  # rarity of the rarest word that only one of the two may have
PART = 0.5  # of a word's pieces make it said
_EITHER_WAY = re.compile(r"可不可以|需不需要|应不应该|(.)[不没]\1|是否|能否|可否|有无")
_NEGATION = re.compile(r"[不没无未非勿禁]")
_ASKS = {
    "figure": r"多少|百分之几|几[个项条点种类家人元次天年月]|多[大高长久远]",
    "when": r"什么时[候间]|何时|哪[一]?[天年月]|多久|几[月号日年]",
    "who": r"谁|哪位|什么人|哪[个些](?:部门|单位|机构|人)",
    "where": r"哪[里儿]|何地|什么地方|哪个地方|[去到往在]哪",
    "why": r"为什么|为何|什么原因|凭什么",
    "what it is": r"什么是|是什么意思|什么叫|指(?:的是)?什么|含义",
    "whether": r"[吗么]$|(.)[不没]\1|是否|能否|可否|有没有|可不可以|会不会|有无",
    "how": r"怎么|怎样|如何|咋|什么(?!时|地方|原因|人|是|叫|意思)|哪些|哪[几种类项]|啥",
}
_ASKED = {kind: re.compile(pattern) for kind, pattern in _ASKS.items()}


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of asking: its meaning, its words with rarity and pieces, what it asks for, and how often it
    says no. A word that names a year or a region is none of these words.
    """

    text: str
    scope: str
    terms: Mapping[str, float]
    words: tuple[tuple[str, float, tuple[str, ...]], ...]
    asks: frozenset[str]
    negations: int

    @classmethod
    def of(cls, text: str, tokenizer: Tokenizer) -> "Wording":
        return cls.understood(understand(text, tokenizer), tokenizer)

    @classmethod
    def understood(cls, question: Question, tokenizer: Tokenizer) -> "Wording":
        normalised = normalise(question.text).rstrip(" ?？。!！")
        meaning = meaning_of(question, tokenizer)
        either = [match[0] for match in _EITHER_WAY.finditer(normalised)]
        return cls(
            question.text,
            meaning.scope,
            meaning.terms,
            tuple(each for each in pieces(question, tokenizer) if not any(each[0] in way for way in either)),
            frozenset(kind for kind, pattern in _ASKED.items() if pattern.search(normalised)),
            len(_NEGATION.findall(_EITHER_WAY.sub("", normalised))),
        )

    def fits(self, other: "Wording") -> float:
        """How like two wordings are, 0 … 1; 0 where one asks for something else."""
        if self.scope != other.scope or self.negations != other.negations:
            return 0.0
        if self.asks and other.asks and not self.asks & other.asks:
            return 0.0
        like = likeness(Meaning(self.scope, self.terms), Meaning(other.scope, other.terms))
        enough = like >= FITS and not _unsaid(self, other) and not _unsaid(other, self)
        return like if enough else 0.0

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"asks": sorted(self.asks)}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> "Wording":
        words = tuple((word, rarity, tuple(parts)) for word, rarity, parts in given["words"])
        return cls(**{**given, "words": words, "asks": frozenset(given["asks"])})


def _unsaid(one: Wording, other: Wording) -> bool:
    """Whether one says a word of weight that the other does not."""
    return any(
        rarity > UNSAID and sum(piece in other.terms for piece in parts) < PART * len(parts)
        for _, rarity, parts in one.words
    )
