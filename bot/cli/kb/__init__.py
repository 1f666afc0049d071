"""fupin kb: the documents of the library and its editions."""

import typer

from bot.cli.help import Command, Commands
from bot.cli.kb import changes, documents, editions, gate

app = typer.Typer(
    help="管理资料库：添加、查看、删除文件，更新和退回版本。", cls=Commands, no_args_is_help=True
)
app.command("add", cls=Command)(changes.add)
app.command("remove", cls=Command)(changes.remove)
app.command("list", cls=Command)(documents.list_documents)
app.command("show", cls=Command)(documents.show)
app.command("check", cls=Command)(documents.check)
app.command("reload", cls=Command)(changes.reload)
app.command("publish", cls=Command)(gate.publish)
app.command("drop", cls=Command)(gate.drop)
app.command("editions", cls=Command)(editions.editions)
app.command("rollback", cls=Command)(editions.rollback)
app.command("diff", cls=Command)(editions.diff)
