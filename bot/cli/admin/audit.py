"""fupin admin audit: what admins did, as lines, CSV or JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli import usage
from bot.cli.moments import moment
from bot.cli.output import AsJson, print_json

if TYPE_CHECKING:
    from bot.store.tables import AuditRow

SHOWN = 50
"""Lines on a screen where --limit does not say; files get all."""

_MOMENT = "如 2026-01-31、“2026-01-31 08:30”、7d、24h"


def audit(
    since: Annotated[str | None, typer.Option(help=f"从何时起，{_MOMENT}。", metavar="时间")] = None,
    until: Annotated[
        str | None, typer.Option(help="到何时止，写法相同；只写日期则含当天。", metavar="时间")
    ] = None,
    actor: Annotated[str | None, typer.Option(help="只看这个人做的。", metavar="称呼")] = None,
    action: Annotated[
        str | None, typer.Option(help="只看这一种操作，如 person.role。", metavar="操作")
    ] = None,
    limit: Annotated[int | None, typer.Option(help="最多几条。", min=1, metavar="条数")] = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="输出 CSV，可用 Excel 打开。")] = False,
) -> None:
    """查看操作记录，新的在前；不另说明时显示最近 50 条，--json 和 --csv 则给出全部。"""
    from bot import app, settings
    from bot.desk.actions import ACTIONS
    from bot.desk.audit_sheet import columns
    from bot.desk.sheet import as_csv as sheet

    usage.one_of(action, tuple(ACTIONS), "--action")
    chosen = settings.load()
    zone = ZoneInfo(chosen.timezone)
    rows = app.desk(chosen).store.audit.select(
        actor,
        action,
        since=moment(since, zone, "--since"),
        until=moment(until, zone, "--until", end_of_day=True),
        limit=limit if limit or as_json or as_csv else SHOWN,
    )
    if as_json:
        print_json([row.model_dump(mode="json") for row in rows])
    elif as_csv:
        typer.echo(sheet(columns(zone), rows), nl=False)
    else:
        _print_lines(rows, zone)
        if not rows:
            typer.echo("没有符合条件的操作记录。", err=True)


def _print_lines(rows: "Sequence[AuditRow]", zone: ZoneInfo) -> None:
    """One line a row, which a terminal cannot take for anything else."""
    from bot.cli.terminal import printable
    from bot.desk.audit_sheet import columns

    for row in rows:
        cells = (str(cell(row)) for cell in columns(zone).values())
        typer.echo(printable("  ".join(cells)).rstrip())
