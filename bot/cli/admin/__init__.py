"""fupin admin: people, their ways into the web pages, and what admins did."""

import typer

from bot.cli.admin import audit, link, people
from bot.cli.help import Command, Commands

app = typer.Typer(help="管理人员：登录链接、角色、操作记录。", cls=Commands, no_args_is_help=True)
app.command("link", cls=Command)(link.link)
app.command("people", cls=Command)(people.people)
app.command("role", cls=Command)(people.role)
app.command("logout", cls=Command)(people.logout)
app.command("audit", cls=Command)(audit.audit)
