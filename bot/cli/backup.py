"""fupin backup and restore."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.desk.backup import Contents


def backup(
    file: Annotated[Path, typer.Argument(help="要写成的文件，如 fupin-20260131.tar.gz。", metavar="文件")],
) -> None:
    """把文件原件、现用的资料库、数据库和密钥备份成一个文件；程序正在运行时也可以。"""
    from bot import app, settings
    from bot.cli.admin.terminal_actor import actor
    from bot.desk import backup as backups

    chosen = settings.load()
    desk = app.desk(chosen)
    contents = backups.backup(chosen, file)
    desk.store.audit.record(actor(), "backup.make", file.name, edition=contents.edition)
    typer.echo(f"已备份到 {file}（{file.stat().st_size / 1e6:.1f} MB，资料库第 {contents.edition} 版）。")
    typer.echo("备份里有密钥和全部问答记录，请存放在只有管理员能看的地方。", err=True)


def restore(
    file: Annotated[Path, typer.Argument(help="fupin backup 写成的文件。", metavar="文件")],
) -> None:
    """把备份恢复到空的数据文件夹（FUPIN_HOME）。"""
    from bot import settings
    from bot.desk import backup as backups

    contents = backups.restore(settings.load(), file)
    typer.echo(f"已恢复 {contents.at} 的备份（fupin {contents.version}，资料库第 {contents.edition} 版）。")
    _tell_settings(contents)


def _tell_settings(contents: "Contents") -> None:
    if contents.settings:
        typer.echo("备份时另有这些设置，请按需要写进 .env（密码和令牌不在备份里）：", err=True)
    for name, value in contents.settings.items():
        typer.echo(f"  {name}={value}", err=True)
