"""fupin kb add, remove and reload: files become the next edition."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli.kb.waiting import patiently
from bot.cli.output import AsJson, print_json

if TYPE_CHECKING:
    from retrieval.reload import Reload

T = TypeVar("T")


def add(
    paths: Annotated[list[Path], typer.Argument(help="文件，或装有文件的文件夹。", metavar="路径")],
) -> None:
    """把文件收入资料库，并启用新的一版；同名文件会被替换。"""
    from retrieval import reload as reloading

    added, done = _changed(partial(reloading.add, paths=paths))
    for name in added.added:
        typer.echo(f"已收入 {name}")
    for name in added.replaced:
        typer.echo(f"已替换 {name}")
    for error in added.refused:
        typer.echo(f"未收入 {error}", err=True)
    if done:
        _tell(done)
    raise typer.Exit(1 if added.refused else 0)


def remove(
    ids: Annotated[
        list[str], typer.Argument(help="文件编号，见 fupin kb list；也可以写文件名。", metavar="编号")
    ],
) -> None:
    """从资料库中删除文件，并启用新的一版；随软件附带的文件不能删除。"""
    from retrieval import reload as reloading

    removed, done = _changed(partial(reloading.remove, ids=ids))
    for name in removed:
        typer.echo(f"已删除 {name}")
    _tell(done)


def reload(
    as_json: AsJson = False,
    gate: Annotated[
        bool, typer.Option("--gate", help="先不启用：重问旧问题，列出哪些答案会变，由您决定是否启用。")
    ] = False,
) -> None:
    """按现有的文件更新资料库；正在运行的程序随即改用新的一版。"""
    from bot.cli.kb import gate as gates
    from retrieval import reload as reloading

    if gate:
        gates.prepare(as_json)
        return

    done = _changed(reloading.reload)
    if as_json:
        print_json(asdict(done))
    else:
        _tell(done)


def _changed(change: Callable[..., T]) -> T:
    """What a change of the library gives; it waits for another process that is at it, and says so."""
    from bot import app, settings
    from bot.cli import terminal

    chosen = settings.load()
    app.warn_of_missing_library(chosen)
    with terminal.progress() as progress:
        ready = partial(
            change,
            chosen.home,
            chosen.library,
            progress=progress,
            keep=chosen.editions_kept,
            limits=chosen.limits,
        )
        return patiently(ready)


def _tell(done: "Reload") -> None:
    size = f"{done.documents} 份文件，{done.passages} 段"
    if done.built:
        typer.echo(f"第 {done.edition} 版资料库已启用：{size}。")
    else:
        typer.echo(f"文件没有变化，仍用第 {done.edition} 版资料库：{size}。")
    for problem in done.problems:
        typer.echo(f"注意 {problem}", err=True)
