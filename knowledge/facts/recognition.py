"""What a document's text tells about the document itself: title, number, issuer, dates, type, regions."""

import re
from collections.abc import Sequence
from dataclasses import fields, replace

from ..document import Metadata
from ..numbers.partial_dates import dates
from ..numbers.years import years
from ..places.regions import regions_named
from .datelines import day_of
from .dates import iso
from .enactment import HEADER, Enactment, enactment
from .file_numbers import normalised, own_number
from .issuers import issuer_in_title, joined, legislator, signatures
from .titles import kind_of, title_of
from .validity import effective, expires

OPENING = 250  # code points with the first sentence, which says what is reported
TABLE = 3000  # code points in which a page gives its table of labels
_LABEL = re.compile(
    r"^\s*(?P<label>标\s*题|发文机关|发文单位|制定机关|发布机构|发文字号|文\s*号|成文日期|发文日期|发布日期|公布日期"
    r"|来\s*源|信息来源|文章来源)[ \u3000]*[：:]\s*(?P<value>\S[^\n]{0,120})$",
    re.MULTILINE,
)
_CONFERENCE = re.compile(r"举[行办][^。，]{0,30}(?:新闻发布会|例行发布会|吹风会)(?!上)")
_SOURCES = (
    re.compile(
        r"^[（(](?:据|来源[：:]?|原载|摘自|转自)\s*《?(?P<source>[^《》（）()\n]{2,20})》?[）)]", re.MULTILINE
    ),
    re.compile(
        r"(?:^|[（(\s])(?:文章|信息|稿件)?来源[：:]\s*《?(?P<source>[\u4e00-\u9fffA-Za-z·—-]{2,20})》?"
    ),
    re.compile(r"(?P<source>新华社|中新社)[\u4e00-\u9fff]{2,6}\d{1,2}月\d{1,2}日电"),
)
_NEXT = re.compile(r"[ \u3000]{2,}|[|｜]|\s(?=[\u4e00-\u9fff]{2,6}[：:])")  # what stands behind a source
_Signatures = Sequence[tuple[str | None, str]]


def recognised(text: str) -> Metadata:
    """The metadata that the text gives clear evidence of; `guessed` names the fields found. Linear."""
    given = _labelled(text)
    title = given.get("标题") or title_of(text)
    kind = kind_of(title) if title else None
    signed = list(signatures(text)) if kind else []
    enacted = enactment(text) if kind else Enactment()
    held = _CONFERENCE.search(text[:OPENING])
    published = _published(given, signed, enacted) or day_of(text) or (_held(held) if held else None)
    force = effective(text, published, enacted) if kind else None
    issuer = _issuer(text, given, title, signed) if kind else None
    found = Metadata(
        title=title,
        number=normalised(given.get("发文字号") or given.get("文号", "")) or own_number(text, bool(kind)),
        issuer=issuer,
        source=_source(text, given),
        published=published,
        effective=force,
        expires=expires(text, force or published) if kind else None,
        document_type=kind or ("新闻发布会" if held else None),
        regions=regions_named(" ".join(filter(None, (title, issuer)))),
    )
    return replace(found, guessed=frozenset(name.name for name in fields(found) if getattr(found, name.name)))


def _labelled(text: str) -> dict[str, str]:
    """The table that official pages put above a document: 发文字号：国办发〔2018〕117号."""
    found: dict[str, str] = {}
    for match in _LABEL.finditer(text[:TABLE]):
        if match["value"].strip()[-1] not in "：:":  # a label beside it: the columns were read one by one
            found.setdefault("".join(match["label"].split()), match["value"].strip())
    return found


def _issuer(text: str, given: dict[str, str], title: str | None, signed: _Signatures) -> str | None:
    for label in ("发文机关", "发文单位", "制定机关", "发布机构"):
        if label in given:
            return joined(given[label]) or given[label]
    in_title = issuer_in_title(title) if title else None
    return in_title or next((names for names, _ in signed if names), None) or legislator(text[:HEADER])


def _published(given: dict[str, str], signed: _Signatures, enacted: Enactment) -> str | None:
    """The day it was signed or passed; a page's own date only where the document has none of these."""
    for label in ("成文日期", "发文日期"):
        if label in given and (day := iso(given[label])):
            return day
    passed = [enacted.day] if enacted.day else []
    below = [day for names, day in signed if names] or passed or [day for _, day in signed]
    posted = (iso(given[label]) for label in ("发布日期", "公布日期") if label in given)
    return below[0] if below else next((day for day in posted if day), None)


def _held(conference: re.Match[str]) -> str | None:
    """The day of a press conference, where it is named before it, and one year beside it."""
    opening = conference.string[: conference.end()]
    sentence = re.split("[。！？\n]", opening)[-1]
    named = {year for year, _ in years(sentence)}
    days = [day for day, _ in dates(sentence) if day.month and day.day]
    if not days or (days[-1].year is None and len(named) != 1):
        return None
    year = days[-1].year or named.pop()
    return f"{year:04d}-{days[-1].month:02d}-{days[-1].day:02d}"


def _source(text: str, given: dict[str, str]) -> str | None:
    for label in ("来源", "信息来源", "文章来源"):
        if label in given:
            return _NEXT.split(given[label])[0]
    found = (pattern.search(text[:HEADER] + "\n" + text[HEADER:][-HEADER:]) for pattern in _SOURCES)
    return next((match["source"] for match in found if match), None)
