"""云南呢, 2016年的呢, 湖南是多少, 2017年底降到多少: another region or year, and no other subject."""

import re

from knowledge.document import Span

from ..text import fold
from .asking import ABOUT_IT, asking
from .nouns import aligned
from .slots import Named, dates_in, regions_in, with_date, with_region, without, without_dates
from .subject import subject
from .turn import Turn

_NEIGHBOUR = re.compile(
    r"(?:(?P<back>上一?年|前一年|之前一年)|(?P<on>[下后次]一?年|第二年|之后一年))(?:度|底|末|初)?的?"
)
_RELATIVE = re.compile(r"(?:今年|去年|前年|明年)[底末初]?的?")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d(?=的|\Z)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_EVERYWHERE = re.compile(r"(?:全国)?各(?:地|省|市|县)(?:区|区市|市|县)?|全国")
_PREDICATE = (
    r"(?:是|做)?(?:怎么样?|怎样|如何|咋样?|怎么(?:做|说|办|规定|要求|弄|搞)|什么|多少|几|谁|哪些)"
    r"(?:的|了|样的)?"
)
_NOTHING_NEW = re.compile(
    r"(?:的|省|市|县|那边|那里|那儿|这边|地区|方面|这块|情况|当年|年度|底|末|也|又)*"
    rf"(?:{_PREDICATE}|有(?:吗|没有|多少|哪些|什么)?|有没有|是?吗|数据|数字)?"
)
_ALONE = 6  # code points of a core that may be but the short name of a region
_LEVELS = ("省", "市", "县")


def scope(turn: Turn) -> str | None:
    if relative := _NEIGHBOUR.fullmatch(turn.core):
        return _neighbour(turn, 1 if relative["on"] else -1)
    if _RELATIVE.fullmatch(turn.core):
        return with_date(turn.previous, turn.core.removesuffix("的"))
    regions, spans = _named(turn)
    if not (regions or spans):
        return None
    rest = without(turn.core, [*(span for _, span in regions), *spans])
    if not _NOTHING_NEW.fullmatch(rest):
        return _something_new(turn, regions, spans, rest.lstrip("的，, "))
    if regions and _EVERYWHERE.search(turn.previous):
        return _EVERYWHERE.sub(_called(turn.core, regions), turn.previous, count=1)
    previous = turn.newest(regions_in if regions else dates_in)
    return _exchanged(turn, previous or turn.previous, regions, spans)


def _neighbour(turn: Turn, step: int) -> str | None:
    """The year before or after the one that was asked about."""
    previous = turn.newest(dates_in)
    found = _YEAR.search(previous) if previous else None
    return with_date(previous, f"{int(found[0]) + step}年") if previous and found else None


def _named(turn: Turn) -> tuple[Named, list[Span]]:
    """川呢 names a region only where it stands alone, 2016 a year only where nothing else is named."""
    regions, spans = regions_in(turn.core), dates_in(turn.core)
    if not regions and turn.how_about and len(turn.core) <= _ALONE:
        regions = regions_in(turn.core + "呢")
    if not regions and not spans and (bare := _BARE_YEAR.match(fold(turn.core))):
        spans = [bare.span()]
    return regions, spans


def _exchanged(turn: Turn, previous: str, regions: Named, spans: list[Span]) -> str:
    if regions:
        previous = with_region(previous, regions, _called(turn.core, regions))
    return with_date(previous, _date(turn, spans)) if spans else previous


def _called(text: str, regions: Named) -> str:
    """How the regions are written."""
    start, end = regions[0][1][0], regions[-1][1][1]
    return text[start : end + 1] if text[end : end + 1] in _LEVELS else text[start:end]


def _date(turn: Turn, spans: list[Span]) -> str:
    return turn.core[spans[0][0] : spans[-1][1]] if spans else ""


def _something_new(turn: Turn, regions: Named, spans: list[Span], rest: str) -> str | None:
    """A region or year of which something new is asked."""
    if turn.how_about and turn.attributive(rest):
        return _attribute(turn, regions, spans, rest)
    if turn.topical(rest):
        return None
    if turn.how_about:
        return aligned(turn, turn.core) or _exchanged(turn, turn.previous, regions, spans)
    return _predicate(turn, regions, spans, rest)


def _attribute(turn: Turn, regions: Named, spans: list[Span], attribute: str) -> str:
    """莲花县的贫困发生率呢: whole but for the year, if it has a subject; else said of what the old one is."""
    if turn.topical(attribute) or attribute.endswith("率"):
        date = (
            "" if spans else "".join(turn.previous[start:end] for start, end in dates_in(turn.previous)[:1])
        )
        return f"{date}{turn.core}{asking(attribute)}？"
    about = _exchanged(turn, turn.about(), regions, spans)
    return f"{about}的{attribute}{asking(attribute)}？"


def _predicate(turn: Turn, regions: Named, spans: list[Span], rest: str) -> str | None:
    """那云南谁牵头, 2017年底降到多少; without 那, a noun beside the region makes the question whole."""
    if not turn.led and regions:
        nouns = turn.words.attribute | turn.words.kind
        old = {region for region, _ in regions_in(turn.previous)}
        # 谁牵头 names nothing, 多少贫困人口 does
        named = any(word in nouns or len(word) > 2 for word in turn.spoken(rest))
        if named or old & {region for region, _ in regions}:
            return None
    about = subject(turn.previous, turn.tokenizer, whole=bool(ABOUT_IT.search(rest)))
    if spans:
        about = without_dates(about)
    if regions and about:
        about = with_region(about, regions, _called(turn.core, regions))
    return f"{about}{_date(turn, spans)}{rest}？" if about else None
