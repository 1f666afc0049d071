"""The parts of a question that a follow-up exchanges for another: region, date, title, person, list item."""

import re

from knowledge.document import Span
from knowledge.numerals import dates, years
from knowledge.regions import Region, contains, find_regions

from .text import fold
from .tokens import Tokenizer

_TITLE = re.compile(r"《[^《》]{1,120}(?:《[^《》]*》[^《》]*)?》")
_DATED = re.compile(r"[\d年月〇一二三四五六七八九十]")
_YEAR_ONLY = re.compile(r"(?:\d{2,4}|[〇零一二三四五六七八九]{2,4})年?\Z")
_EDGE = re.compile(r"[初底末]\Z")
_JOINED = re.compile(r"[、和与及至到—–~～-]{0,2}\Z")
_BOTH = re.compile(r"(?:等|这)?[两二三四五几](?:个)?[省市县区州地]|等地")
_PERSON = re.compile(
    "[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹章云苏潘葛范彭郎鲁韦马苗方俞任袁柳鲍史唐费廉薛雷贺倪汤罗毕郝安常"
    "于傅齐康余顾孟黄萧尹姚邵汪毛戴宋庞熊舒屈项祝董梁杜阮蓝季贾江郭梅林钟徐邱骆高夏蔡田樊胡凌霍卢莫房丁邓洪包石崔龚程邢裴陆翁段侯武刘"
    "叶黎白蒲从索赖卓池乔曾关查游盖桂牛施庄柯阎闫向温易龙伍尚曲][\u4e00-\u9fff]{1,2}"
)
_NOT_IN_A_NAME = frozenset(
    "是有在对说讲谈做的了还怎什么谁与和及副部局司厅省市县区主任会书出提指介参由为把被给到去来就都也写认强要呢吗哪几多"
)
TITLED = r"副?(?:部长|局长|司长|主任|书记|主席|省长|处长|厅长|县长|市长|会长|秘书长|理事长|教授|院士|先生|女士|同志|记者|发言人)"
_OFFICE = re.compile(TITLED)
_COMMON = (
    15.5  # rarity below which a word of two characters is no name; names in jieba's dictionary have 16-17
)


def regions_in(text: str) -> list[tuple[Region, Span]]:
    """The regions named outside of titles."""
    if "《" not in text:
        return find_regions(text)
    taken = titles_in(text)
    return [(each, span) for each, span in find_regions(text) if not _within(span, taken)]


def dates_in(text: str) -> list[Span]:
    """Where years and dates stand outside of titles; a range (2015—2017年) is one."""
    if not _DATED.search(text):
        return []
    folded = fold(text)
    found = sorted({*(span for _, span in years(folded)), *(span for _, span in dates(folded))})
    merged: list[Span] = []
    for start, end in found:
        if merged and (start < merged[-1][1] or _JOINED.fullmatch(text, merged[-1][1], start)):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    taken = titles_in(text)
    return [span for span in merged if not _within(span, taken)]


def titles_in(text: str) -> list[Span]:
    return [match.span() for match in _TITLE.finditer(text)]


def person_in(text: str, tokenizer: Tokenizer) -> Span | None:
    """The first name of a person, with the office that follows it (黄茹副局长); none that is a common word."""
    for at in range(len(text) - 1):
        match = _PERSON.match(text, at)
        name = _name(match[0], text, at, tokenizer) if match else ""
        if name:
            office = _OFFICE.match(text, at + len(name))
            return at, office.end() if office else at + len(name)
    return None


def with_region(previous: str, regions: list[tuple[Region, Span]], name: str) -> str:
    """`previous` asked of the regions called `name` instead of those that it names, or before all it says."""
    named = regions_in(previous)
    span = _exchanged(previous, named, [region for region, _ in regions])
    if span is None:
        dated = next((span for span in dates_in(previous) if span[0] == 0), (0, 0))
        span = (dated[1], dated[1])
    return _sure(previous[: span[0]], regions, name, previous[span[1] :])


def with_date(previous: str, date: str) -> str:
    """`previous` asked of another date instead of its own, or before all it says; 2016 after 2017年底 is 2016年底."""
    spans = dates_in(previous)
    start, end = spans[0] if spans else (0, 0)
    if _YEAR_ONLY.match(date):
        edge = _EDGE.search(previous[start:end])
        date = date.removesuffix("年") + "年" + (edge[0] if edge else "")
    return previous[:start] + date + previous[end:]


def without_dates(text: str) -> str:
    for start, end in reversed(dates_in(text)):
        text = text[:start] + text[end:]
    return text


def _within(span: Span, taken: list[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in taken)


def _name(found: str, text: str, at: int, tokenizer: Tokenizer) -> str:
    """The name that starts at `at`, of two or three characters; empty where a common word stands there."""
    if _common(text[at - 1 : at + 1], tokenizer) or _common(text[at : at + 2], tokenizer):
        return ""
    for name in (found, found[:2]):
        following = text[at + len(name) - 1 : at + len(name) + 1]
        split = len(name) == 3 and _common(following, tokenizer)
        if not split and not _NOT_IN_A_NAME & set(name[1:]):
            return name
    return ""


def _common(word: str, tokenizer: Tokenizer) -> bool:
    return len(word) == 2 and tokenizer.knows(word) and tokenizer.rarity(word) < _COMMON


def _exchanged(text: str, named: list[tuple[Region, Span]], others: list[Region]) -> Span | None:
    """Which of the regions named others of these levels replace: those of their level, else the innermost.

    With a region goes what it is said to lie in (江西省|遂川县), unless the other lies there too, and what
    stands side by side with it (遂川、莲花两县).
    """
    if not named:
        return None
    levels = {other.level for other in others}
    alike = [place for place, (region, _) in enumerate(named) if region.level in levels]
    place = alike[0] if alike else len(named) - 1 if named[-1][0].level != "area" else 0
    first, last = place, place
    while first and _adjoins(text, named[first - 1], named[first], others):
        first -= 1
    while last + 1 < len(named) and _adjoins(text, named[last], named[last + 1], others):
        last += 1
    start, end = named[first][1][0], named[last][1][1]
    both = _BOTH.match(text, end)
    return start, both.end() if both and last > first else end


def _adjoins(text: str, one: tuple[Region, Span], two: tuple[Region, Span], others: list[Region]) -> bool:
    """Whether the second region continues the first: its part, or side by side with it."""
    (outer, (_, end)), (inner, (start, _)) = one, two
    if end == start and contains(outer, inner) and outer.level != "area" and inner.level != "area":
        return not all(contains(outer, other) and outer != other for other in others)
    return outer.level == inner.level and 0 < start - end <= 2 and bool(_JOINED.fullmatch(text, end, start))


def _sure(before: str, regions: list[tuple[Region, Span]], name: str, after: str) -> str:
    """The name between the two, in full where the short one would not be taken for a region there."""
    whole = f"{before}{name}{after}"
    found = [region for region, _ in find_regions(whole)]
    if len(regions) > 1 or regions[0][0] in found:
        return whole
    return f"{before}{regions[0][0].name}{after}"
