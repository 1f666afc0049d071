"""fupin kb editions and rollback: the editions that are kept."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.output import AsJson, print_json

if TYPE_CHECKING:
    from bot.settings import Settings


def editions(as_json: AsJson = False) -> None:
    """列出保留着的各版资料库，* 是正在使用的一版。"""
    from bot import settings

    chosen = settings.load()
    kept = list(_editions(chosen))
    if as_json:
        print_json(kept)
        return
    for each in kept:
        built = datetime.fromisoformat(each["built"]).astimezone(ZoneInfo(chosen.timezone))
        mark = "*" if each["current"] else " "
        size = f"{each['documents']} 份文件  {each['passages']} 段"
        typer.echo(f"{mark} 第 {each['edition']} 版  {built:%Y-%m-%d %H:%M:%S}  {size}")


def rollback(
    edition: Annotated[int, typer.Argument(help="版次，见 fupin kb editions。", metavar="版次")],
) -> None:
    """退回到以前的一版资料库；正在运行的程序随即改用它，直到下一次 fupin kb reload。"""
    from bot import settings
    from retrieval import reload as reloading

    reloading.rollback(settings.load().home, edition)
    typer.echo(f"已退回第 {edition} 版资料库。文件没有改动；执行 fupin kb reload 会按现有的文件再建一版。")


def _editions(chosen: "Settings") -> Iterator[dict[str, Any]]:
    from bot import app
    from knowledge.editions import Editions

    current, kept = app.edition(chosen), Editions(chosen.home)
    for number in kept.numbers():
        manifest = kept.manifest(number)
        about = {name: manifest[name] for name in ("built", "documents", "passages", "problems")}
        yield {"edition": number, "current": number == current} | about
