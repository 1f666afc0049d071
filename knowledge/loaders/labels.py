"""The table of labels that official pages put above a document: 索引号, 发文机关, 成文日期 and the like."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..document import Piece
from ..facts.dates import dates
from ..facts.file_numbers import normalised
from ..facts.issuers import joined
from .outline import Line

FIELDS = {
    "title": "标题|名称|文件名称|信息名称",
    "issuer": "发文机关|发文单位|发布机构|发布机关|发布单位|制定机关|公开责任部门|信息来源机构",
    "number": "发文字号|文号|文件编号|公文文号",
    "published": "成文日期|发文日期|生成日期|印发日期|签署日期",
    "posted": "发布日期|公开日期|公布日期|发布时间",
    "effective": "施行日期|实施日期|生效日期",
    "expires": "失效日期|废止日期",
    "source": "来源|信息来源|文章来源",
    "index_number": "索引号|信息索引号",
    "status": "有效性|效力状态|信息有效性|时效性|文件状态",
}
_OTHER = (
    "主题分类|主题词|体裁分类|组配分类|服务对象|公开方式|公开形式|公开范围|文种|语种"
    "|关键词|内容概述|公文种类|分类|著录日期|统一登记号|统一编号"
)
_FIELD = {label: field for field, labels in FIELDS.items() for label in labels.split("|")}
_IDENTIFYING = frozenset({"index_number", "number", "issuer"})
_KNOWN = frozenset((*_FIELD, *_OTHER.split("|")))
_SPACE = re.compile(r"\s+")
_LABEL = re.compile(r"[\[【]?([\u4e00-\u9fff]{2,8})[\]】]?[:：]?")
_INLINE = re.compile(r"[\[【]?((?:[\u4e00-\u9fff]\s*){2,8})[\]】]?\s*[:：]\s*(\S.*)", re.DOTALL)
TOP = 16  # lines at the top of a page among which labels may stand
SHORT = 60  # code points of a label that is not known, with its value
FEWEST = 3  # labels that make a table of labels; fewer may be part of a document


def labelled(cells: Sequence[str]) -> dict[str, str] | None:
    """Label -> value, where the cells of a table are nothing but labels, each before its value.

    Most of the labels are known ones.
    """
    found: dict[str, str] = {}
    label, others = None, 0
    for cell in cells:
        text = cell.strip()
        if name := _name(text):
            label = name
            found.setdefault(label, "")
        elif (inline := _INLINE.fullmatch(text)) and (name := _name(inline[1])):
            found[name], label = inline[2].strip(), None
        elif text and label:
            found[label], label = text, None
        elif inline and len(text) <= SHORT:
            others += 1
        elif text:
            return None
    return found if len(found) > others else None


def table_of_labels(cells: Sequence[str]) -> dict[str, str] | None:
    """The labels of a table that is nothing but such, with what a document is known by among them."""
    found = labelled(cells)
    named = found is not None and _IDENTIFYING & {_FIELD.get(label) for label in found}
    return found if found and named and len(found) >= FEWEST else None


def labels_above(items: Sequence[Line | Piece]) -> tuple[dict[str, str], list[Line | Piece]]:
    """What the lines at the top say that are labels with their values, and the items without them."""
    found: dict[str, str] = {}
    kept: list[Line | Piece] = []
    for number, item in enumerate(items):
        one = labelled([item.text]) if number < TOP and isinstance(item, Line) else None
        if one and all(one.values()):
            found = one | found
        else:
            kept.append(item)
    return (found, kept) if len(found) >= FEWEST else ({}, list(items))


def _name(text: str) -> str | None:
    match = _LABEL.fullmatch(_SPACE.sub("", text))
    return match[1] if match and match[1] in _KNOWN else None


def metadata(labels: Mapping[str, str]) -> dict[str, Any]:
    """The fields of Metadata that the labels give; published is the day of posting for want of another."""
    given: dict[str, Any] = {}
    for label, value in labels.items():
        field = _FIELD.get(label)
        if field and value and field not in given:
            given[field] = value
    for field in ("published", "posted", "effective", "expires"):
        given[field] = next((day for _, day in dates(given.get(field, ""))), None)
    given["published"] = given["published"] or given["posted"]
    if "issuer" in given:
        given["issuer"] = joined(given["issuer"]) or given["issuer"]
    if "number" in given:
        given["number"] = normalised(given["number"]) or given["number"]
    return dict(_present(given))


def _present(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from ((field, value) for field, value in given.items() if value)
