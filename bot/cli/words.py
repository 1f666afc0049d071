"""fupin words: words and synonyms of the organisation's own."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.answers import Later
from bot.cli.help import Command, Commands

if TYPE_CHECKING:
    from bot.desk.desk import Desk

app = typer.Typer(help="管理本机构自己的词语和同义词。", cls=Commands, no_args_is_help=True)


@app.command("list", cls=Command)
def list_words() -> None:
    """列出自己添加的词语和同义词。"""
    from bot.desk import words

    desk = _desk()
    for name, label in words.NAMES.items():
        for line in words.lines(desk, name):
            typer.echo(f"{label}  {line}")


@app.command(cls=Command)
def add(
    word: Annotated[str, typer.Argument(help="一个不该被拆开的词。", metavar="词")], later: Later = False
) -> None:
    """添加一个词，使它在问题和文件里都算作一个词。"""
    from bot.cli.admin.terminal_actor import actor
    from bot.desk import words

    new = words.add_word(_desk(), word, actor())
    typer.echo(f"已添加“{word}”。" if new else f"“{word}”早已添加。")
    _publish(later)


@app.command(cls=Command)
def synonym(
    said: Annotated[str, typer.Argument(help="人们怎么说；几个词用空格隔开。", metavar="说法")],
    written: Annotated[str, typer.Argument(help="文件里怎么写；几个词用空格隔开。", metavar="写法")],
    later: Later = False,
) -> None:
    """添加同义词：问题里用了前面的说法，也能找到用后面写法的原文。"""
    from bot import app, settings
    from bot.cli.admin.terminal_actor import actor
    from bot.desk import words
    from retrieval.answerer import Answerer

    chosen = settings.load()
    desk = app.desk(chosen)
    app.edition(chosen)
    tokenizer = Answerer(chosen.home).opened()[1]
    new = words.add_synonyms(desk, said, written, tokenizer, actor())
    typer.echo(f"已添加：{said} > {written}")
    for word in new:
        typer.echo(f"“{word}”原来会被拆开，也已添加为一个词。")
    _publish(later)


@app.command(cls=Command)
def remove(
    line: Annotated[str, typer.Argument(help="要删除的一行，照 fupin words list 所列的写。", metavar="内容")],
    later: Later = False,
) -> None:
    """删除自己添加的一个词或一行同义词。"""
    from bot.cli.admin.terminal_actor import actor
    from bot.desk import words

    desk = _desk()
    words.remove_line(desk, line, actor())
    typer.echo(f"已删除“{line}”。")
    _publish(later)


def _desk() -> "Desk":
    from bot import app, settings

    return app.desk(settings.load())


def _publish(later: bool) -> None:
    from bot.cli.kb import changes

    if later:
        typer.echo("还没有启用；更新资料库（fupin kb reload）之后才会用到。")
    else:
        changes.reload()
