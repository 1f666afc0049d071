"""The command line. Whatever is heavy is imported by the command that needs it, so that --help is quick."""

import io
import sys
from typing import Annotated

import typer

from bot.cli import (
    admin,
    answers,
    ask,
    backup,
    bench,
    evaluate,
    gaps,
    help,
    kb,
    log,
    replay,
    run,
    stats,
    usage,
    words,
)
from bot.errors import BotError
from knowledge.errors import KnowledgeError

app = typer.Typer(
    name="fupin",
    help="扶贫政策问答助手：从本机构的资料库里找出政策原文来回答问题，并注明出处。",
    cls=help.Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run", cls=help.Command)(run.run)
app.command("ask", cls=help.Command)(ask.ask)
app.add_typer(kb.app, name="kb")
app.add_typer(log.app, name="log")
app.command("stats", cls=help.Command)(stats.stats)
app.command("replay", cls=help.Command)(replay.replay)
app.command("eval", cls=help.Command)(evaluate.evaluate)
app.add_typer(gaps.app, name="gaps")
app.add_typer(answers.app, name="answer")
app.add_typer(words.app, name="words")
app.add_typer(bench.app, name="bench")
app.add_typer(admin.app, name="admin")
app.command("backup", cls=help.Command)(backup.backup)
app.command("restore", cls=help.Command)(backup.restore)


def main() -> None:
    """The command fupin. Errors that a person can mend end it with one line and no traceback."""
    _write_utf8()
    try:
        status = app(prog_name="fupin", standalone_mode=False)
    except usage.ERROR as error:
        status = usage.explain(error)
    except BotError as error:
        status = _told(error, error.exit_status)
    except KnowledgeError as error:
        status = _told(error, 1)
    sys.exit(status)


def _version(wanted: bool) -> None:
    if wanted:
        from bot.store.version import package_version

        typer.echo(f"fupin {package_version()}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", help="显示版本号。", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


def _told(error: Exception, status: int) -> int:
    typer.echo(" ".join(str(error).split("\n")), err=True)
    return status


def _write_utf8() -> None:
    """What other programs read is UTF-8 on every machine; a terminal keeps its own encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
