"""Who issued a document: read from its title, from its signature, or from an order's number."""

import re
from collections.abc import Iterator

from ..places.regions import find_regions
from .dates import dates

_SUFFIX = (
    "中央|国务院|人民政府|政府|办公厅|办公室|委员会|常委会|代表大会|党组|部|委|局|厅|署|院|办|会|社|(?<=[银分支人央开发工农建商交])行|中心|指挥部|领导小组"
    "|工作组|专班|妇联|工会|法院|检察院|公司|集团|大学|支队|分行|管委会|联席会议|联防联控机制|综合组"
)
_ORGANISATION = re.compile(
    rf"(?!.*(?:(?<!感染)的|了|以及|关于))[\u4e00-\u9fff（）()·—]{{1,40}}(?:{_SUFFIX})\Z|国务院\Z"
)
_BETWEEN = re.compile(r"[\s、]+|&\w+;")
_VERB = re.compile(r"关于|印发|转发|批转|发布|公布|公告|通告|令")
_CONGRESS = re.compile(
    r"第[一二三四五六七八九十]{1,4}届(?P<issuer>[\u4e00-\u9fff]{0,12}人民代表大会(?:常务委员会)?)"
)
_ORDER = re.compile(r"令\s?(?:(?:19|20)\d\d\s?年\s?)?第\s?\d+\s?号")
_CITED = re.compile(r"》\s*(?:[（(][^（）()。]{0,40})?\Z")
_STATEMENT = re.compile(r"[。！？”：；\d（(]|日|\n\s*\n")
_NATIONAL = re.compile(
    r"(?:中华人民共和国|中共中央|中央|国务院|全国(?!性)|最高人民|国家)"
    r"|(?:外交|国防|教育|科技|科学技术|工业和信息化|工信|公安|民政|司法|财政|人力资源和?社会保障|人社|自然资源|国土资源|生态环境"
    r"|环境保护|住房和?城乡建设|住建|交通运输|水利|农业农村|农业|商务|文化和旅游|文化|退役军人事务|应急管理|卫生|铁道)部"
    r"(?:办公厅)?\Z|(?:海关|审计)总?署\Z|(?:税务|市场监管|市场监督管理|体育)总局\Z|中国人民银行\Z"
)
_BEFORE_SIGNATURE = 160  # code points: up to eight organisations


def issuer_in_title(title: str) -> str | None:
    """国务院办公厅 of 国务院办公厅关于……的通知; several are joined by 、."""
    verb = _VERB.search(title)
    return joined(title[: verb.start()]) if verb else None


def joined(names: str) -> str | None:
    """Organisations written side by side, joined by 、; None unless each one looks like one."""
    parts = [part for part in _BETWEEN.split(names) if part]
    return "、".join(dict.fromkeys(parts)) if parts and all(map(_ORGANISATION.match, parts)) else None


def signatures(text: str) -> Iterator[tuple[str | None, str]]:
    """Issuer and ISO date of each signature: organisations and the date below. The issuer may be missing."""
    for (start, end), day in dates(text):
        before, after = text[max(0, start - _BEFORE_SIGNATURE) : start], text[end : end + 1]
        alone = (not before or before[-1].isspace()) and (not after or after.isspace() or after in "（(附抄")
        names = "、".join(trailing(before)) or None
        if alone or (names and (not after or after.isspace() or after in "（(附抄")):
            yield names, day


def trailing(before: str) -> list[str]:
    """The organisations that end `before`, from the last sentence, date or bracket on.

    A name that a line end has cut in two is whole again where its first part begins with a region.
    """
    parts = [part for part in _BETWEEN.split(_STATEMENT.split(before)[-1]) if part]
    names: list[str] = []
    while parts and _ORGANISATION.match(parts[-1]):
        names.insert(0, parts.pop().removeprefix("中华人民共和国"))
    if names and parts and _begins_with_region(parts[-1]) and _ORGANISATION.match(parts[-1] + names[0]):
        names[0] = parts[-1] + names[0]
    return list(dict.fromkeys(names))


def _begins_with_region(text: str) -> bool:
    return any(start == 0 for _, (start, _) in find_regions(text))


def is_national(names: str) -> bool:
    """Whether one of the organisations, joined by 、, is of the whole nation: 国务院, 民政部."""
    return any(
        _NATIONAL.match(name) and all(region.level == "nation" for region, _ in find_regions(name))
        for name in names.split("、")
    )


def cited(text: str, at: int) -> bool:
    """Whether a title in book brackets stands before the number at `at`: 《……》（国办发……."""
    return bool(_CITED.search(text[max(0, at - 48) : at]))


def legislator(header: str) -> str | None:
    """Who passed a law or gave an order, from the lines under its title."""
    order = _ORDER.search(header)
    if order and not cited(header, order.start()) and (names := trailing(header[: order.start()])):
        return "、".join(names)
    congress = _CONGRESS.search(header)
    return congress["issuer"] if congress else None
