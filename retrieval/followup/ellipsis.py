"""谁负责, 什么时候开始的, 有多少人参加, 目标是什么: said of the subject of the last question."""

import re

from .asking import ABOUT_IT
from .slots import regions_in, without_dates
from .subject import parts
from .turn import Turn

_GOES_ON = re.compile(r"其中|还(?!款|贷|乡|债)|后来|另外|同时")
_SINCE = re.compile(r"后来|现在|目前|如今|最近|截至")
_ADVERBS = "还|又|也|共|都|一共|总共|累计|另外|同时|首批|每年|分别|已经?"
_DID = re.compile(rf"(?:{_ADVERBS})*(?P<did>[\u4e00-\u9fff]{{1,2}})(?P<done>了|过)?(?=多少|几|哪|什么)")
_WHO_DOES = re.compile(
    r"(?:是|都|都有|由|在|从|向|跟|和|被|给)?(?:什么时候|什么时间|何时|谁|哪里|哪儿|多久)[\u4e00-\u9fff]{1,2}(?:的|了|过)?"
)
_MEANS = re.compile(r"什么(?:是|叫做?).{2,12}|.{2,12}(?:是什么(?:意思)?|指(?:的是)?什么|是指什么|什么意思)")
_SHORT = 5  # code points of an object that is no subject: 筛选了多少项目


def ellipsis(turn: Turn) -> str | None:
    core = turn.core
    if not (turn.asks or turn.how_about) or (_means(turn) and not _GOES_ON.match(core)):
        return None
    did = _DID.match(core)
    acted = bool(did and did["done"])
    if not (_GOES_ON.match(core) or _WHO_DOES.fullmatch(core) or _without_subject(turn, did)):
        return None
    if (named := _own_kind(turn)) is not None:
        return named
    about = turn.about(doer=acted, whole=bool(ABOUT_IT.search(core)))
    if not about or about in core:
        return None
    if _SINCE.match(core):
        about = without_dates(about)
    return f"{about}{core}？"


def _means(turn: Turn) -> bool:
    """社会组织是什么: what a word means, not what something has."""
    return bool(_MEANS.fullmatch(turn.core)) and any(
        word in turn.words.actor for word in turn.spoken(turn.core)
    )


def _without_subject(turn: Turn, did: re.Match[str] | None) -> bool:
    """Whether no word is left that could be one, apart from what was done and to what (筛选了|多少|项目)."""
    acted = did and (did["done"] or did["did"] in turn.words.light)
    said = turn.core[did.end() :] if did and acted else turn.core
    if did and did["done"]:
        found = parts(turn.core).noun
        said = said.replace(found, "", 1) if len(found) <= _SHORT else said
    topics = turn.topical(said)
    rates = all(topic.endswith("率") for topic in topics) and bool(regions_in(turn.previous))
    return not topics or (rates and not regions_in(turn.core))


def _own_kind(turn: Turn) -> str | None:
    """培训班有几个环节: the one that was spoken of, if it was one of that kind; else a subject of its own."""
    first = next(iter(turn.spoken(turn.core)), "")
    if first not in turn.words.kind or not turn.core.startswith(first):
        return None
    about = turn.about()
    return f"{about}{turn.core[len(first) :]}？" if about.endswith(first) else turn.question
