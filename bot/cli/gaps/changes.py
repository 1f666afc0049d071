"""fupin gaps ignore, reopen, merge and split."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.gaps.listing import Id

if TYPE_CHECKING:
    from bot.desk.desk import Desk


def ignore(
    id: Id,
    reason: Annotated[str, typer.Option(help="为什么忽略，别的管理员也会看到。", metavar="原因")],
) -> None:
    """忽略一个缺口：再有人问也只计数，不再列为待处理。"""
    from bot.cli.admin.terminal_actor import actor
    from bot.desk import gaps

    gaps.ignore(_desk(), id, reason, actor())
    typer.echo(f"缺口 {id} 已忽略。")


def reopen(id: Id) -> None:
    """把已忽略或已解决的缺口重新列为待处理。"""
    from bot.cli.admin.terminal_actor import actor
    from bot.desk import gaps

    gaps.reopen(_desk(), id, actor())
    typer.echo(f"缺口 {id} 重新待处理。")


def merge(
    id: Id,
    into: Annotated[int, typer.Argument(help="并入哪一个缺口。", metavar="并入")],
) -> None:
    """把一个缺口的全部问法并入另一个缺口。"""
    from bot.cli.admin.terminal_actor import actor
    from bot.desk import gaps

    gaps.merge(_desk(), id, into, actor())
    typer.echo(f"缺口 {id} 已并入缺口 {into}。")


def split(
    id: Id,
    question: Annotated[
        list[int],
        typer.Option(help="要拆出去的问法的编号，见 fupin gaps show；可以写几次。", metavar="问法编号"),
    ],
) -> None:
    """把一个缺口的几种问法拆成另一个缺口。"""
    from bot.cli.admin.terminal_actor import actor
    from bot.desk import gaps

    new = gaps.split(_desk(), id, question, actor())
    typer.echo(f"已拆出缺口 {new}。")


def _desk() -> "Desk":
    from bot import app, settings

    return app.desk(settings.load())
