"""《…》呢, 刘振国呢, 期限呢, 健康扶贫呢: something else in the place of its like."""

import re

from .asking import asking
from .persons import person_in
from .slots import regions_in, titles_in
from .turn import N, Turn

_CONDITION = re.compile(r"(?:以后|之后|后|以前|之前|期间|的?时候|时|情况下|的话)\Z")
_COUNTED = re.compile(rf"{N}[个种项类条]")
_BODY = re.compile(
    r"(?:组织|单位|团体|基金会|协会|商会|学会|联合会|促进会|机构|企业|公司|政府|部门|学校|医院|户|者|人员|学员|学生|老人|儿童|职工|农民|居民)\Z"
)
_ALREADY = re.compile(r"已经?\Z")


def noun(turn: Turn) -> str | None:
    core = turn.core.removesuffix("的")
    if not turn.how_about or len(core) < 2:
        return None
    if titles := titles_in(core):
        return _title(turn, core[slice(*titles[0])])
    if _CONDITION.search(core):
        return core + turn.previous
    if _is_person(turn, core):
        return _person(turn, core)
    topics = turn.topical(core)
    if not topics or (turn.attributive(core) and len(topics) < 3):
        about = turn.about()
        return f"{about}的{core}{asking(core)}？" if about else None
    return aligned(turn, core) or _alike(turn, core) or _asked_for(turn, core) or _for_subject(turn, core)


def _title(turn: Turn, title: str) -> str | None:
    previous = turn.newest(titles_in)
    if previous is None:
        return _for_subject(turn, title)
    start, end = titles_in(previous)[0]
    return previous[:start] + title + previous[end:]


def _is_person(turn: Turn, core: str) -> bool:
    """Whether it is a name, with or without an office."""
    return len(core) <= 9 and person_in(core, turn.tokenizer) == (0, len(core))


def _person(turn: Turn, name: str) -> str | None:
    previous = turn.newest(lambda each: person_in(each, turn.tokenizer))
    span = person_in(previous, turn.tokenizer) if previous else None
    if previous is None or span is None:
        return _for_subject(turn, name)
    return previous[: span[0]] + name + previous[span[1] :]


def aligned(turn: Turn, core: str) -> str | None:
    """健康扶贫 for 农业扶贫: in the place of what ends in the same word, as far as its own words reach."""
    previous = turn.previous
    if core in previous:
        return None
    for length in range(len(core) - 1, 1, -1):
        at = previous.find(core[-length:]) if turn.tokenizer.knows(core[-length:]) else -1
        if at >= 0:
            return _placed(turn, core, at, at + length)
    return None


def _alike(turn: Turn, core: str) -> str | None:
    """基金会 for 社会团体, 个体工商户 for 企业: one body or group of people for another."""
    if not _BODY.search(core):
        return None
    body = next((word for word in turn.spoken(turn.previous) if _BODY.search(word)), "")
    at = turn.previous.find(body) if body else -1
    return _placed(turn, core, at, at + len(body)) if at >= 0 else None


def _placed(turn: Turn, core: str, start: int, end: int) -> str:
    """`core` in the place of that part of the previous question and of what belongs to it."""
    before = turn.previous[: _start(turn, turn.previous, start)]
    return _ALREADY.sub("", before) + core + turn.previous[end:]


def _start(turn: Turn, text: str, at: int) -> int:
    """Where the modifier before `at` begins: a quotation, regions, or a word that is not light."""
    if at and text[at - 1] in "”\"'":
        return max(0, text.rfind("“", 0, at))
    for length in (4, 3, 2):
        word = text[max(0, at - length) : at]
        if len(word) == length and turn.tokenizer.knows(word):
            at -= length if word not in turn.words.light else 0
            break
    for _, (start, end) in reversed(regions_in(text)):
        at = start if end == at else at
    return at


def _asked_for(turn: Turn, core: str) -> str | None:
    """彩票公益金 for 片区安排了多少投资, 三个平台 for 哪三种机制: in the place of what was asked for."""
    found = turn.parts()
    if found.noun and _COUNTED.match(core) and found.asked.startswith("哪"):
        return f"{found.before}哪{core}{found.after[len(found.noun) :]}"
    counted = found.before.endswith(("了", "过")) or found.asked.startswith("多少")
    if not (counted and turn.topical(found.noun) and regions_in(turn.about(doer=True))):
        return None
    return turn.previous.replace(found.noun, core, 1)


def _for_subject(turn: Turn, core: str) -> str | None:
    about = turn.about(doer=True)
    return turn.previous.replace(about, core, 1) if about and about in turn.previous else None
