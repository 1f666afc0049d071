"""fupin stats: how much was asked, what it got, and what of the library it used."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli import tables, usage
from bot.cli.moments import DAY, day
from bot.cli.output import AsJson, print_json
from bot.desk.logwords import CHANNELS, REASONS, VOTE_REASONS

if TYPE_CHECKING:
    from bot.desk.overview import Overview
    from bot.store.periods import Period
    from bot.store.statistics import Tally


def stats(
    since: Annotated[
        str | None, typer.Option(help=f"从哪天起，{DAY}；不写则最近 30 天。", metavar="日期")
    ] = None,
    until: Annotated[str | None, typer.Option(help="到哪天止，含当天。", metavar="日期")] = None,
    region: Annotated[str | None, typer.Option(help="只看问到这个地区的。", metavar="地区")] = None,
    column: Annotated[str | None, typer.Option(help="只看第一段引文出自这个栏目的。", metavar="栏目")] = None,
    channel: Annotated[
        str | None, typer.Option(help="只看 telegram、web、api 或 cli 来的。", metavar="渠道")
    ] = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="输出 CSV，每天（或每月）一行。")] = False,
) -> None:
    """问答统计：每天的提问、已答和未答、评价、用时，常问的问题，用到和没有用到的文件。"""
    from bot import app as root
    from bot import settings
    from bot.desk import overview, sheet, statsheet
    from bot.desk.duties import duties
    from bot.store.statistics import Slice
    from retrieval.answerer import Answerer

    usage.one_of(channel, tuple(CHANNELS), "--channel")
    chosen = settings.load()
    period = _period(since, until, ZoneInfo(chosen.timezone))
    desk = root.desk(chosen)
    root.edition(chosen)
    edition = Answerer(chosen.home).opened()[0]
    found = overview.overview(desk.store.statistics, Slice(period, channel, region, column), edition)
    if as_json:
        print_json(statsheet.as_object(found))
    elif as_csv:
        typer.echo(sheet.as_csv(statsheet.columns(), found.points), nl=False)
    else:
        _show(found)
        for duty in duties(desk, edition, datetime.now(ZoneInfo(chosen.timezone)).date()):
            typer.echo(f"待办：{duty.what}")


def _period(since: str | None, until: str | None, zone: ZoneInfo) -> "Period":
    from bot.desk.errors import DeskError
    from bot.desk.overview import period

    first, last = day(since, zone, "--since"), day(until, zone, "--until")
    try:
        return period(first, last, datetime.now(zone).date())
    except DeskError as error:
        raise typer.BadParameter("开始的日期在结束的日期之后", param_hint="--since") from error


def _show(found: "Overview") -> None:
    total, period = found.total, found.slice.period
    typer.echo(f"{period.first} 至 {period.last}，共 {period.days} 天")
    typer.echo(
        f"提问 {total.asked}：已答 {total.answered}，未答 {total.unanswered}；"
        f"评价：有用 {total.up}，没用 {total.down}；寒暄 {total.smalltalk}"
    )
    if found.p50 is not None and found.p95 is not None:
        typer.echo(f"用时：半数不超过 {found.p50:.1f} 毫秒，95% 不超过 {found.p95:.1f} 毫秒")
    use = found.library
    typer.echo(
        f"资料库第 {use.edition} 版：{use.documents} 份文件用到 {use.documents_used} 份，"
        f"{use.passages} 段用到 {use.passages_used} 段\n"
    )
    for heading, rows in _tables(found):
        if rows := list(rows):
            tables.show(heading, rows)


def _tables(found: "Overview") -> Iterator[tuple[tables.Row, Iterable[tables.Row]]]:
    yield ("月" if found.monthly else "日", "提问", "已答", "未答", "没用"), _points(found)
    yield ("渠道", "提问", "已答", "未答", "没用"), _facet(found.facets["channel"], CHANNELS)
    yield ("地区", "提问", "已答", "未答", "没用"), _facet(found.facets["region"], {"": "（没有说到）"})
    yield ("栏目", "提问", "已答", "未答", "没用"), _facet(found.facets["column"], {"": "（没有）"})
    yield ("未答的原因", "次数"), _counts(found.reasons.get("unanswered", {}), REASONS)
    yield ("没用的原因", "次数"), _counts(found.reasons.get("down", {}), VOTE_REASONS | {"": "（没有说）"})
    yield ("常问的问题", "次数"), ((question, str(times)) for question, times in found.questions)
    yield ("用得多的文件", "次数"), ((each.title, str(each.times)) for each in found.library.most)
    yield ("没有用到的文件", "编号"), ((each.title, each.id) for each in found.library.unused)


def _points(found: "Overview") -> Iterator[tables.Row]:
    """Days without anything are left out."""
    for point in found.points:
        if point.tally.asked or point.tally.smalltalk:
            name = f"{point.first:%Y-%m}" if found.monthly else str(point.first)
            yield name, *_cells(point.tally)


def _facet(tallies: "dict[str, Tally]", words: dict[str, str]) -> Iterator[tables.Row]:
    for value, tally in sorted(tallies.items(), key=lambda each: -each[1].asked):
        yield words.get(value, value), *_cells(tally)


def _cells(tally: "Tally") -> tables.Row:
    return str(tally.asked), str(tally.answered), str(tally.unanswered), str(tally.down)


def _counts(counts: dict[str, int], words: dict[str, str]) -> Iterator[tables.Row]:
    for value, times in sorted(counts.items(), key=lambda each: -each[1]):
        yield words.get(value, value), str(times)
