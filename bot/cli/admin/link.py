"""fupin admin link: a one-time link that signs in to the web pages."""

from typing import Annotated

import typer

from bot.cli import usage

ROLES = ("admin", "reviewer", "staff")


def link(
    role: Annotated[
        str,
        typer.Option(
            help="登录的人做管理员（admin）、审阅员（reviewer）还是使用者（staff）。", metavar="角色"
        ),
    ] = "admin",
    name: Annotated[str | None, typer.Option(help="这个人的称呼，操作记录里会用到。", metavar="称呼")] = None,
) -> None:
    """生成一次性登录链接，10 分钟内有效；在浏览器里打开，按“登录”。"""
    from bot import app, settings
    from bot.cli.admin.terminal_actor import actor
    from bot.desk import people

    usage.one_of(role, ROLES, "--role")
    typer.echo(people.link_for_name(app.desk(settings.load()), name, role, actor()))  # type: ignore[arg-type]
    typer.echo("10 分钟内有效，只能用一次。", err=True)
