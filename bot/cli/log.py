"""fupin log: what was asked and what it got, as lines, CSV or JSON; a row as it was given; stars; pruning."""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, get_args
from zoneinfo import ZoneInfo

import typer

from bot.cli import usage
from bot.cli.help import Command, Commands
from bot.cli.moments import MOMENT, moment
from bot.cli.output import AsJson, print_json
from bot.desk.logwords import CHANNELS, REASONS, STATUSES, VOTE_REASONS, VOTES, opinion, outcome
from bot.errors import BotError
from retrieval.answer import Reason, Status

if TYPE_CHECKING:
    from bot.desk.desk import Desk
    from bot.store.tables import QueryLogRow
    from retrieval.answerer import Answerer

SHOWN = 50
"""Rows on a screen where --limit does not say; files get all."""

Id = Annotated[int, typer.Argument(help="问答记录的编号。", metavar="编号")]
app = typer.Typer(
    help="查看问答记录，新的在前；不另说明时显示最近 50 条，--json、--jsonl 和 --csv 则给出全部。",
    cls=Commands,
    invoke_without_command=True,
)


def _words(named: dict[str, str]) -> str:
    return "、".join(f"{name}（{word}）" for name, word in named.items())


@app.callback()
def log(
    context: typer.Context,
    text: Annotated[str, typer.Option(help="只看问题里有这些字的。", metavar="文字")] = "",
    since: Annotated[str | None, typer.Option(help=f"从何时起，{MOMENT}。", metavar="时间")] = None,
    until: Annotated[
        str | None, typer.Option(help="到何时止，写法相同；只写日期则含当天。", metavar="时间")
    ] = None,
    status: Annotated[str | None, typer.Option(help=f"状态：{_words(STATUSES)}。", metavar="状态")] = None,
    reason: Annotated[
        str | None, typer.Option(help=f"未答的原因：{_words(REASONS)}。", metavar="原因")
    ] = None,
    edition: Annotated[int | None, typer.Option(help="资料库版次。", min=0, metavar="版次")] = None,
    document: Annotated[
        str | None, typer.Option(help="引用了这份文件的，见 fupin kb list。", metavar="编号")
    ] = None,
    vote: Annotated[str | None, typer.Option(help=f"评价：{_words(VOTES)}。", metavar="评价")] = None,
    vote_reason: Annotated[
        str | None, typer.Option(help=f"为什么没用：{_words(VOTE_REASONS)}。", metavar="原因")
    ] = None,
    channel: Annotated[str | None, typer.Option(help=f"渠道：{_words(CHANNELS)}。", metavar="渠道")] = None,
    starred: Annotated[bool, typer.Option("--starred", help="只看有星标的。")] = False,
    limit: Annotated[int | None, typer.Option(help="最多几条。", min=1, metavar="条数")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON 数组。")] = False,
    as_lines: Annotated[bool, typer.Option("--jsonl", help="每条记录输出一行 JSON。")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="输出 CSV，可用 Excel 打开。")] = False,
) -> None:
    if context.invoked_subcommand:
        return
    from bot import app as root
    from bot import settings
    from bot.store.logfilter import LogFilter

    chosen = settings.load()
    zone = ZoneInfo(chosen.timezone)
    wanted = LogFilter(
        text=text,
        since=moment(since, zone, "--since"),
        until=moment(until, zone, "--until", end_of_day=True),
        status=usage.one_of(status, get_args(Status), "--status"),
        reason=usage.one_of(reason, get_args(Reason), "--reason"),
        edition=edition,
        document=document,
        vote=usage.one_of(vote, tuple(VOTES), "--vote"),
        vote_reason=usage.one_of(vote_reason, tuple(VOTE_REASONS), "--vote-reason"),
        channel=usage.one_of(channel, tuple(CHANNELS), "--channel"),
        starred=starred or None,
    )
    everything = as_json or as_lines or as_csv
    rows = root.query_log(chosen).search.each(wanted, limit if limit or everything else SHOWN)
    if as_json:
        _print_array(rows, zone)
    elif as_lines:
        _print_json_lines(rows, zone)
    elif as_csv:
        _print_sheet(rows, zone)
    else:
        _print_lines(rows, zone)


@app.command(cls=Command)
def show(
    id: Id,
    today: Annotated[bool, typer.Option("--today", help="同时在今天的资料库上重答，逐条对照。")] = False,
    as_json: AsJson = False,
) -> None:
    """查看一条记录：当时的回答原样显示。"""
    from bot.desk import log as desk_log
    from bot.desk.logsheet import as_object

    desk = _desk()
    zone = ZoneInfo(desk.settings.timezone)
    row = desk_log.row(desk, id)
    comparison = desk_log.today(row, _answerer(desk)) if today else None
    if as_json:
        again = {"today": comparison.now.to_json(), "same": comparison.same} if comparison else {}
        print_json(as_object(row, zone) | again)
        return
    from bot.cli import row as shown

    shown.show(row, zone)
    if comparison:
        shown.show_comparison(comparison)


@app.command(cls=Command)
def star(id: Id, off: Annotated[bool, typer.Option("--off", help="取消星标。")] = False) -> None:
    """加星标：更新资料库之前会拿它检查回答有没有变差，到期也不删除。"""
    from bot.cli.admin.terminal_actor import actor
    from bot.desk import log as desk_log

    desk_log.star(_desk(), id, not off, actor())
    typer.echo(f"#{id} 已取消星标。" if off else f"#{id} 已加星标。")


@app.command(cls=Command)
def prune(
    days: Annotated[
        int | None, typer.Option(help="保留最近多少天；不写则按 FUPIN_LOG_DAYS。", min=1, metavar="天数")
    ] = None,
) -> None:
    """删除过期的记录；有星标的和统计数字留下。运行 fupin run 时每天会自动做一次。"""
    from bot.cli.admin.terminal_actor import actor
    from bot.desk import log as desk_log

    desk = _desk()
    kept = days or desk.settings.log_days
    if not kept:
        raise BotError("FUPIN_LOG_DAYS 设为 0，记录一直保留。确实要删除，请用 --days 写明保留多少天。")
    typer.echo(f"已删除 {desk_log.prune(desk, kept, actor())} 条超过 {kept} 天的记录。")


def lines(rows: Iterable["QueryLogRow"], zone: ZoneInfo) -> Iterator[str]:
    """One line a row, which a terminal cannot take for anything else."""
    from bot.cli.terminal import printable
    from bot.desk.times import local

    for row in rows:
        question = " ".join(printable(row.question).split())
        said = outcome(row.status, row.reason)
        marks = ("★",) if row.starred else ()
        vote = opinion(row.vote, row.vote_reason)
        rest = "".join(f"  {mark}" for mark in (*marks, *((f"[{vote}]",) if vote else ())))
        yield f"#{row.id}  {local(row.at, zone, seconds=True)}  {row.channel}  {said}  {question}{rest}"


def _print_lines(rows: Iterable["QueryLogRow"], zone: ZoneInfo) -> None:
    empty = True
    for line in lines(rows, zone):
        empty = False
        typer.echo(line)
    if empty:
        typer.echo("没有符合条件的问答记录。", err=True)


def _print_array(rows: Iterable["QueryLogRow"], zone: ZoneInfo) -> None:
    from bot.desk.logsheet import as_object

    start = "["
    for row in rows:
        typer.echo(f"{start}\n{json.dumps(as_object(row, zone), ensure_ascii=False, indent=1)}", nl=False)
        start = ","
    typer.echo("[]" if start == "[" else "\n]")


def _print_json_lines(rows: Iterable["QueryLogRow"], zone: ZoneInfo) -> None:
    from bot.desk.logsheet import json_lines

    for line in json_lines(rows, zone):
        typer.echo(line, nl=False)


def _print_sheet(rows: Iterable["QueryLogRow"], zone: ZoneInfo) -> None:
    from bot.desk import logsheet, sheet

    for part in sheet.csv_parts(logsheet.columns(zone), rows):
        typer.echo(part, nl=False)


def _desk() -> "Desk":
    from bot import app as root
    from bot import settings

    return root.desk(settings.load())


def _answerer(desk: "Desk") -> "Answerer":
    from bot import app as root
    from retrieval.answerer import Answerer

    root.edition(desk.settings)
    return Answerer(desk.settings.home)
