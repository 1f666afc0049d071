"""fupin admin: the ways into the web pages, people, and what admins did."""

import typer

from bot.cli.admin import link
from bot.cli.help import Command, Commands

app = typer.Typer(help="管理人员：生成登录链接，查看人员和操作记录。", cls=Commands, no_args_is_help=True)
app.command("link", cls=Command)(link.link)
