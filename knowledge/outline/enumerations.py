"""Enumerations in running text: 一是…二是…三是…, （一）（二）, 1. 2. 3., nested and across paragraphs."""

import re

from ..document import Enumeration
from ..numbers.cardinals import whole
from .chains import chains
from .extents import extents
from .markers import markers

_COUNT = re.compile(
    r"(?<![第近前后每约过\d.一二两三四五六七八九十百进])([二两三四五六七八九十]{1,3}|\d{1,2})\s?"
    r"(?:个|大|条|项|类|种|方面)?\s?"
    r"(方面|环节|聚焦|平台|机制|工作|要求|原则|具体|政策|措施|举措|任务|问题|步骤|阶段|渠道|方式|方法|重点|特点"
    r"|作用|类型|情形|条件|行动|关系|优势|途径|建议|意见|服务|保障|部分|[点条项类种步大]|(?<=个)(?=[：:，。]|\Z))(?![月日时分])"
)
_LISTING = re.compile(
    r"以下(?![简统合]?称)|如下|下列|分为|分成|包括|围绕|提出|推出|出台|体现|概括|归纳|做到|抓好|重点"
    r"|[从共即有][^，。]{0,8}$"
)


def enumerations(text: str) -> list[Enumeration]:
    """The enumerations of `text`, in the order of their first items: outer before inner."""
    found = [
        Enumeration(extent.lead, extent.items, announced(text[slice(*extent.lead)], len(extent.items)))
        for extent in extents(text, chains(text, markers(text)))
    ]
    return found[::-1]


def announced(lead: str, items: int) -> int | None:
    """The count that a lead-in names (八个方面, 以下四点): the one that fits, else the last one."""
    found = list(_COUNT.finditer(lead))
    counts = [value for match in found if (value := whole(match[1]))]
    if items in counts:
        return items
    return counts[-1] if counts and _LISTING.search(lead[: found[-1].start()][-16:]) else None
