"""他还说了什么, 它的目标是什么, 这个文件要求什么, 该县有多少人: the subject by another word."""

import re

from .persons import person_in
from .slots import regions_in
from .turn import MEASURES, N, Turn

_PERSON = re.compile(r"(?<![其吉])[他她]们?(?![人国])")
_THING = re.compile(r"(?:它们?|其(?![中他它余实次])|[他她]们?)(?P<has>的?)")
_THERE = re.compile(
    r"当地|那里|那边|那儿|(?:这|那)?[两二三]个?[省市县地]|[该本][省市县区州]|这个?[省市县区州]"
)
_THIS = re.compile(
    rf"(?:该|此|上述|前述|这|那(?=[{MEASURES}]|{N}个))(?:{N}?[{MEASURES}])?"
)  # 那 alone leads, see Turn
_VERB = 2  # code points before 这个: 办|这个培训班
_MASS = frozenset(("钱", "资金", "经费", "人", "款项"))


def pronoun(turn: Turn) -> str | None:
    """The question itself where what a word points to was not said."""
    if match := _PERSON.match(turn.core):
        named = _person(turn)
        if named:
            return f"{named}{turn.core[match.end() :]}？"
    if match := _THERE.match(turn.core):
        return _there(turn, turn.core[match.end() :])
    if match := _THING.match(turn.core):
        about = turn.about(doer=True)
        return f"{about}{match['has']}{turn.core[match.end() :]}？" if about else turn.question
    match = _THIS.search(turn.core)
    return _this(turn, match) if match and match.start() <= _VERB else None


def _person(turn: Turn) -> str:
    """The person whom the conversation named last."""
    previous = turn.newest(lambda each: person_in(each, turn.tokenizer))
    span = person_in(previous, turn.tokenizer) if previous else None
    return previous[slice(*span)] if previous and span else ""


def _there(turn: Turn, rest: str) -> str:
    """The place that the conversation named last."""
    previous = turn.newest(regions_in)
    if previous is None:
        return turn.question
    spans = [span for _, span in regions_in(previous)]
    return f"{previous[spans[0][0] : spans[-1][1]]}{rest}？"


def _this(turn: Turn, match: re.Match[str]) -> str | None:
    """What 这个 points to: by what it is (文件) at the start, else by a word that the last question used."""
    before, rest = turn.core[: match.start()], turn.core[match.end() :]
    words = turn.spoken(rest)
    pointed = words[0] if words and rest.startswith(words[0]) else ""
    about, said = turn.about(), rest[len(pointed) :]
    if pointed in turn.previous and pointed and about:
        named = about if pointed in about else f"{about}的{pointed}"
        return f"{before}{named}{said}？"
    if before or not about:
        return turn.question if turn.topical(turn.core) or before else None
    if pointed in turn.words.kind:
        return f"{about}{said}？"
    if pointed in _MASS:
        return f"{about}的{rest}？"
    return turn.question if turn.topical(rest) else f"{about}{rest}？"
