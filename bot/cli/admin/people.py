"""fupin admin people, role and logout."""

from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli import usage
from bot.cli.output import AsJson, print_json

ROLES = ("admin", "reviewer", "staff", "blocked")
Id = Annotated[int, typer.Argument(help="人员编号，见 fupin admin people。", metavar="编号")]


def people(as_json: AsJson = False) -> None:
    """列出人员：编号、称呼、角色、从哪里来、最近一次来访。"""
    from bot import app, settings
    from bot.cli import tables
    from bot.cli.terminal import printable
    from bot.desk.people import ROLES
    from bot.desk.times import local

    chosen = settings.load()
    found = app.desk(chosen).store.people.select()
    if as_json:
        print_json([each.model_dump(mode="json") for each in found])
        return
    zone = ZoneInfo(chosen.timezone)
    tables.show(
        ("编号", "称呼", "角色", "来自", "最近一次"),
        (
            (
                str(each.id),
                printable(each.name),
                ROLES[each.role],
                f"{each.channel} {each.external or ''}".strip(),
                local(each.seen_at, zone) or "还没来过",
            )
            for each in found
        ),
    )


def role(
    id: Id,
    role: Annotated[str, typer.Argument(help="admin、reviewer、staff，或停用：blocked。", metavar="角色")],
) -> None:
    """更改一个人的角色，立即生效；停用的人不能再提问和登录。"""
    from bot import app, settings
    from bot.cli.admin.terminal_actor import actor
    from bot.desk import people

    usage.one_of(role, ROLES, "角色")
    changed = people.change_role(app.desk(settings.load()), id, role, actor())  # type: ignore[arg-type]
    typer.echo(f"“{changed.name}”现在是{people.ROLES[changed.role]}。")


def logout(id: Id) -> None:
    """让一个人在所有浏览器里退出登录。"""
    from bot import app, settings
    from bot.cli.admin.terminal_actor import actor
    from bot.desk import people

    ended = people.sign_out_everywhere(app.desk(settings.load()), id, actor())
    typer.echo(f"已在 {ended} 个浏览器里退出登录。")
