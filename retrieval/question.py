"""A question as it is understood: its terms with their weights, and what kind of answer it asks for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from . import values
from .items import Items, asked_items, counts
from .kinds import asked
from .relative import without_recent
from .scope import Scope, scope_of
from .smalltalk import without_courtesy
from .spoken import without_asking, written
from .text import normalise
from .tokens import BIGRAM, Tokenizer, bigrams
from .who import asked_person

MOST_TERMS = 64  # they are the bits of one machine word; further terms of a long question have no say
MARK_WEIGHT = (
    3.0  # of a kind, a year or a region that was asked for; a word that two passages hold has about 9
)
LONGEST = 2000  # code points; a longer text is no question
_LIST = re.compile(
    r"哪[些几二两三四五六七八九十\d]|几个方面|几方面|哪方面|几[项条点种类大]|分别|主要内容|有何(?:措施|举措|要求|做法)"
)
_MAYBE_LIST = re.compile(
    r"什么样?的?(?:条件|要求|措施|举措|材料|方式|途径|渠道|情形|原则|任务|职责|义务|权利|做法|程序|环节|事项)"
    r"|[一二三四五六七八九十两\d](?:个方面|方面|个|大|点|项|条|种|类)[^，。？?]{0,12}?(?:是什么|是啥|是哪|是指|指什么|指的是|内容)"
)
_THIS = re.compile(r"[这那该][篇份则](?=\w)")  # points at a document that it does not name


@dataclass(frozen=True, slots=True)
class Question:
    """`terms` are the words, the bigrams, then the marks: kinds of answer, years and regions.

    `text` is what was understood. `rarities` has for each word how rare it is in general Chinese, see
    Tokenizer.rarity. `marks` are the last of the terms, with their weights, 0 for those that only tell.
    There are at most MOST_TERMS terms; bigrams give way first. `synonyms` has for the first
    words those that count, in part, where the word itself is missing. `items` are those that are asked for
    of a list (第二个), `counts` how many items lists have that the question speaks of (八个方面). Where it
    only `may_want_list` (什么条件), a list must be all that it asks for.
    """

    text: str
    words: tuple[str, ...]
    rarities: tuple[float, ...]
    terms: tuple[str, ...]
    marks: dict[str, float]
    scope: Scope
    wants_list: bool
    items: Items | None = None
    counts: frozenset[int] = frozenset()
    synonyms: tuple[tuple[str, ...], ...] = ()
    may_want_list: bool = False


def understand(text: str, tokenizer: Tokenizer) -> Question:
    """Drop what only asks: courtesies, question words, and the bigrams inside them."""
    whole = written(without_courtesy(normalise(text)))
    items = asked_items(whole)
    limited = whole.replace(items.said, "", 1) if items else whole
    normalised, _ = without_recent(limited)
    said = without_asking(_THIS.sub("", asked_person(normalised) or normalised))
    words = tuple(dict.fromkeys(_words(said, tokenizer)))
    pairs = [pair for pair in dict.fromkeys(bigrams(said)) if pair[len(BIGRAM) :] not in tokenizer.stop]
    scope = scope_of(limited)
    marks = dict.fromkeys(scope.terms, 0.0) | dict.fromkeys((*asked(normalised), *scope.wanted), MARK_WEIGHT)
    room = MOST_TERMS - len(marks)
    words = words[:room]
    rarities = tuple(map(tokenizer.rarity, words))
    terms = (*(*words, *pairs)[:room], *marks)
    return Question(
        text,
        words,
        rarities,
        terms,
        marks,
        scope,
        bool(_LIST.search(normalised)),
        items,
        frozenset(counts(limited)),
        tuple(_synonyms(words, terms, tokenizer)),
        bool(_MAYBE_LIST.search(limited)),
    )


def _words(text: str, tokenizer: Tokenizer) -> Iterator[str]:
    """The words of a question, and the terms of its values."""
    for piece in values.pieces(text):
        yield from [piece.term] if piece.term else tokenizer.words(piece.text)


def _synonyms(words: Sequence[str], terms: Sequence[str], tokenizer: Tokenizer) -> Iterator[tuple[str, ...]]:
    """The other words for each of the question's own, none of them twice; as far as there is room."""
    taken = set(words)
    for word in words[: MOST_TERMS - len(terms)]:
        alike = (*tokenizer.synonyms.get(word, ()), *values.alike(word))
        others = tuple(other for other in alike if other not in taken)
        taken.update(others)
        yield others
