"""那云南呢？ after a question -> the whole question.

A follow-up exchanges one slot of an earlier question (region, year, title, person, item of a list, any noun
before 呢) or says something new of its subject (谁负责, 它的目标是什么). A question that has a subject of its
own is left as it is. The words alone decide: knowledge/words/elliptic.tsv has those that are no subject.
"""

from collections.abc import Sequence

from ..tokens import Tokenizer
from .ellipsis import ellipsis
from .items import item
from .more import more
from .nouns import noun
from .pronouns import pronoun
from .scopes import scope
from .turn import Turn, turn_of

__all__ = ["rewrite"]

LONGEST = 40  # code points; a longer question says what it is about
_READINGS = (more, item, scope, noun, pronoun, ellipsis)


def rewrite(question: str, history: Sequence[str], tokenizer: Tokenizer) -> str:
    """The whole question that is meant; `question` itself where it stands alone.

    `history` has the conversation's earlier questions as they were understood, newest last.
    """
    if not history or len(question) > LONGEST:
        return question
    turn = turn_of(question, history, tokenizer)
    return (_reading(turn) or question) if turn else question


def _reading(turn: Turn) -> str | None:
    """What the first of the readings makes of it that fits."""
    return next((found for read in _READINGS if (found := read(turn))), None)
