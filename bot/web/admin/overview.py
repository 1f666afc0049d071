"""The overview: what was asked and what it got, as figures, charts and lists; and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from bot.desk import logwords, sheet, statsheet
from bot.desk.duties import duties
from bot.desk.overview import Overview, Point, overview, period
from bot.store.entry import Channel
from bot.store.periods import Period
from bot.store.statistics import Slice
from bot.web.access import Reviewer, TheDesk
from bot.web.admin import charts
from bot.web.admin.fields import BLANK, Day, Words
from bot.web.admin.rendering import page
from bot.web.api import Asked

router = APIRouter()
PRESETS = ((7, "7 天"), (30, "30 天"), (90, "90 天"), (365, "一年"))


@dataclass(frozen=True)
class Wanted:
    """Which slice is asked for: the parameters that page, file and API share."""

    desk: TheDesk
    assistant: Asked
    since: Annotated[Day, Query(description="从哪一天起；不填则最近 30 天。")] = None
    until: Annotated[Day, Query(description="到哪一天止，含当天；不填则到今天。")] = None
    channel: Annotated[Channel | None, BLANK, Query(description="渠道。")] = None
    region: Annotated[Words, Query(description="问到的地区。")] = None
    column: Annotated[Words, Query(description="第一段引文的栏目。")] = None

    @property
    def today(self) -> date:
        return datetime.now(ZoneInfo(self.desk.settings.timezone)).date()

    @property
    def period(self) -> Period:
        """Raises DeskError where it ends before it begins."""
        return period(self.since, self.until, self.today)

    def found(self) -> Overview:
        slice = Slice(self.period, self.channel, self.region, self.column)
        return overview(self.desk.store.statistics, slice, self.assistant.answerer.opened()[0])


Filtered = Annotated[Wanted, Depends()]


@router.get("")
def home(request: Request, me: Reviewer, desk: TheDesk, wanted: Filtered) -> HTMLResponse:
    """Where the desk begins: with what waits, then the figures."""
    found = wanted.found()
    everything = Slice(wanted.period)
    facets = desk.store.statistics.by_facet(everything) if found.slice.narrowed else found.facets
    return page(
        request,
        "overview.html",
        me,
        found=found,
        duties=duties(desk, wanted.assistant.answerer.opened()[0], wanted.today),
        wanted=wanted,
        options={name: sorted(filter(None, facets[name])) for name in ("region", "column")},
        presets=[(words, wanted.today - timedelta(days=days - 1)) for days, words in PRESETS],
        words=logwords,
        questions=_questions(found),
        downs=_downs(found),
        times=_times(found),
        period_of=_period_of,
    )


@router.get("/overview.csv")
def file(me: Reviewer, wanted: Filtered) -> Response:
    """A line a day, or a month, as a file."""
    content = sheet.as_csv(statsheet.columns(), wanted.found().points)
    headers = {"Content-Disposition": 'attachment; filename="fupin-stats.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _questions(found: Overview) -> charts.Chart:
    values = [(point.tally.answered, point.tally.unanswered) for point in found.points]
    titles = [
        f"{_period_of(point, found)}：已答 {point.tally.answered}，未答 {point.tally.unanswered}"
        for point in found.points
    ]
    return charts.stacked(("answered", "unanswered"), values, titles, _labels(found))


def _downs(found: Overview) -> charts.Chart:
    values = [(point.tally.down,) for point in found.points]
    titles = [f"{_period_of(point, found)}：没用 {point.tally.down}" for point in found.points]
    return charts.stacked(("down",), values, titles, _labels(found))


def _times(found: Overview) -> charts.Chart:
    series: dict[str, Sequence[float | None]] = {
        "p50": [point.p50 for point in found.points],
        "p95": [point.p95 for point in found.points],
    }
    return charts.lines(series, _labels(found))


def _labels(found: Overview) -> list[str]:
    form = "%Y-%m" if found.monthly else "%m-%d"
    return [point.first.strftime(form) for point in found.points]


def _period_of(point: Point, found: Overview) -> str:
    return point.first.strftime("%Y-%m" if found.monthly else "%Y-%m-%d")
