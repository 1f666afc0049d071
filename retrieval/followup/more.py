"""还有呢, 具体呢, 为什么: more about the whole of the previous question."""

import re

from .turn import Turn

_MORE = re.compile(
    r"(?:还有|然后|其[他它]|别的|继续|接着说?|再说说|还有(?:什么|别的|其[他它]|哪些)?吗?)(?:的|吗|什么|哪些)?"
)
_DETAIL = re.compile(
    r"(?:具体|详细|详情|细节|展开|说)(?:的|点|一点|一些|说说|说明|讲讲|介绍|内容|一下|情况|呢|下)*"
)
_WHY = re.compile(r"(?:为什么|为何|为啥)(?:呢|啊)?")
_OPEN = re.compile(r"[到至了为是有在达从由]+\Z")


def more(turn: Turn) -> str | None:
    if _WHY.fullmatch(turn.core):
        return f"为什么{_stated(turn)}？"
    goes_on, detail = _MORE.fullmatch(turn.core), _DETAIL.fullmatch(turn.core)
    about = turn.about() if goes_on or detail else ""
    if not about:
        return None
    return f"{about}还有什么？" if goes_on else f"{about}的具体内容是什么？"


def _stated(turn: Turn) -> str:
    """The question as a statement: 基金会受到了什么处罚 -> 基金会受到了处罚."""
    found = turn.parts()
    return found.before + found.after if found.after else _OPEN.sub("", found.before)
