"""fupin log: what was asked and what it got, as lines, CSV or JSON."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, get_args
from zoneinfo import ZoneInfo

import typer

from bot.cli import usage
from retrieval.answer import Status

if TYPE_CHECKING:
    from bot.store.tables import QueryLogRow

SHOWN = 50
"""Rows on a screen where --limit does not say; files get all."""

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
_STATUS = {"answered": "已答", "unanswered": "未答", "smalltalk": "寒暄"}
_VOTE = {"up": "有用", "down": "没用"}
_MOMENT = "如 2026-01-31、“2026-01-31 08:30”、7d、24h、30m"


def log(
    since: Annotated[str | None, typer.Option(help=f"从何时起，{_MOMENT}。", metavar="时间")] = None,
    until: Annotated[
        str | None, typer.Option(help="到何时止，写法相同；只写日期则含当天。", metavar="时间")
    ] = None,
    status: Annotated[
        str | None, typer.Option(help="只看 answered、unanswered 或 smalltalk。", metavar="状态")
    ] = None,
    text: Annotated[str | None, typer.Option(help="只看问题里有这些字的。", metavar="文字")] = None,
    channel: Annotated[
        str | None, typer.Option(help="只看 telegram、web、api 或 cli 来的。", metavar="渠道")
    ] = None,
    limit: Annotated[int | None, typer.Option(help="最多几条。", min=1, metavar="条数")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON 数组。")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="输出 CSV，可用 Excel 打开。")] = False,
) -> None:
    """查看问答记录，新的在前；不另说明时显示最近 50 条，--json 和 --csv 则给出全部。"""
    from bot import app, settings
    from bot.store.querylog import CHANNELS

    usage.one_of(status, get_args(Status), "--status")
    usage.one_of(channel, CHANNELS, "--channel")
    chosen = settings.load()
    zone = ZoneInfo(chosen.timezone)
    rows = app.query_log(chosen).select(
        since=moment(since, zone, "--since"),
        until=moment(until, zone, "--until", end_of_day=True),
        status=status,  # type: ignore[arg-type]
        text=text,
        channel=channel,  # type: ignore[arg-type]
        limit=limit if limit or as_json or as_csv else SHOWN,
    )
    if as_json:
        typer.echo(json.dumps([as_object(row, zone) for row in rows], ensure_ascii=False, indent=1))
    elif as_csv:
        typer.echo(as_sheet(rows, zone).encode("utf-8-sig", "replace"), nl=False)
    else:
        for line in as_lines(rows, zone):
            typer.echo(line)
        if not rows:
            typer.echo("没有符合条件的问答记录。", err=True)


def moment(
    value: str | None, zone: ZoneInfo, option: str, end_of_day: bool = False, now: datetime | None = None
) -> datetime | None:
    """ "7d" -> seven days before now; a date or a time of day -> that moment in `zone`.

    With `end_of_day` a bare date is the midnight after it. Raises typer.BadParameter.
    """
    if value is None:
        return None
    try:
        if ago := re.fullmatch(r"(\d+)([mhdw])", value.strip()):
            return (now or datetime.now(zone)) - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        found = datetime.fromisoformat(value.strip())
        if end_of_day and re.fullmatch(r"[\d-]+", value.strip()):
            found += timedelta(days=1)
        return found if found.tzinfo else found.replace(tzinfo=zone)
    except (ValueError, OverflowError) as error:
        raise typer.BadParameter(f"应{_MOMENT}", param_hint=option) from error


def as_object(row: "QueryLogRow", zone: ZoneInfo) -> dict[str, Any]:
    """The row with its times in `zone`."""
    times = {"at": _iso(row.at, zone), "vote_at": _iso(row.vote_at, zone)}
    return {"id": row.id} | row.model_dump() | times


def as_lines(rows: Iterable["QueryLogRow"], zone: ZoneInfo) -> Iterator[str]:
    """One line a row, which a terminal cannot take for anything else."""
    from bot.cli.terminal import printable

    for row in rows:
        question = " ".join(printable(row.question).split())
        status = _STATUS.get(row.status, row.status) + (f"（{row.reason}）" if row.reason else "")
        vote = f"  [{_VOTE[row.vote]}]" if row.vote else ""
        yield f"#{row.id}  {_local(row.at, zone)}  {row.channel}  {status}  {question}{vote}"


def as_sheet(rows: Iterable["QueryLogRow"], zone: ZoneInfo) -> str:
    """CSV for Excel; no cell can be taken for a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    columns = _columns(zone)
    writer.writerow(columns)
    for row in rows:
        writer.writerow(_harmless(cell(row)) for cell in columns.values())
    return file.getvalue()


def _columns(zone: ZoneInfo) -> dict[str, Callable[["QueryLogRow"], Any]]:
    """Heading -> what stands below it."""
    return {
        "编号": lambda row: row.id,
        "时间": lambda row: _local(row.at, zone),
        "渠道": lambda row: row.channel,
        "状态": lambda row: _STATUS.get(row.status, row.status),
        "原因": lambda row: row.reason,
        "问题": lambda row: row.question,
        "理解为": lambda row: row.understood,
        "地区": lambda row: row.region,
        "说法不一": lambda row: "是" if row.conflict else "",
        "引文": lambda row: "\n".join(snippet["text"] for snippet in row.snippets),
        "出处": lambda row: "\n".join(snippet["citation"]["title"] for snippet in row.snippets),
        "建议": lambda row: "\n".join(row.suggestions),
        "评价": lambda row: _VOTE.get(row.vote or "", ""),
        "评价时间": lambda row: _local(row.vote_at, zone),
        "资料库版次": lambda row: row.edition,
        "程序版本": lambda row: row.package_version,
        "毫秒": lambda row: row.elapsed_ms,
        "提问人代号": lambda row: row.asker,
        "对话代号": lambda row: row.conversation,
    }


def _harmless(value: Any) -> Any:
    """A spreadsheet runs a cell that begins like a formula, with white space before it or without."""
    if isinstance(value, str) and (value.startswith(_FORMULA) or value.lstrip().startswith(_FORMULA)):
        return "'" + value
    return value


def _local(at: datetime | None, zone: ZoneInfo) -> str:
    return "" if at is None else at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


def _iso(at: datetime | None, zone: ZoneInfo) -> str | None:
    return None if at is None else at.astimezone(zone).isoformat(timespec="seconds")
