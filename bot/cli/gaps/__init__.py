"""fupin gaps: what was asked and not answered well, and what is done about it."""

import typer

from bot.cli.gaps import changes, listing
from bot.cli.help import Command, Commands

app = typer.Typer(cls=Commands, invoke_without_command=True)
app.callback()(listing.gaps)
app.command("show", cls=Command)(listing.show)
app.command("ignore", cls=Command)(changes.ignore)
app.command("reopen", cls=Command)(changes.reopen)
app.command("merge", cls=Command)(changes.merge)
app.command("split", cls=Command)(changes.split)
