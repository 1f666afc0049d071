"""fupin kb editions, rollback and diff: the editions that are kept."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.kb.waiting import patiently
from bot.cli.output import AsJson, print_json
from bot.desk.labels import LABELS

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.difference import Change, Difference


def editions(as_json: AsJson = False) -> None:
    """列出保留着的各版资料库，* 是正在使用的一版。"""
    from bot import settings

    chosen = settings.load()
    kept = list(_editions(chosen))
    if as_json:
        print_json(kept)
        return
    for each in kept:
        mark = "*" if each["current"] else " "
        typer.echo(f"{mark} 第 {each['edition']} 版  {_about(each, ZoneInfo(chosen.timezone))}")
        if each["paused"]:
            typer.echo("  这是退回的一版，自动更新已暂停；执行 fupin kb reload 即按现有的文件更新并恢复。")


def rollback(
    edition: Annotated[int, typer.Argument(help="版次，见 fupin kb editions。", metavar="版次")],
) -> None:
    """退回到以前的一版资料库；正在运行的程序随即改用它，直到下一次 fupin kb reload。"""
    from bot import settings
    from retrieval import reload as reloading

    patiently(partial(reloading.rollback, settings.load().home, edition))
    typer.echo(f"已退回第 {edition} 版资料库，自动更新随之暂停。")
    typer.echo("文件没有改动；执行 fupin kb reload 会按现有的文件再建一版，并恢复自动更新。")


def diff(
    before: Annotated[
        int | None, typer.Argument(help="旧的一版；不写则是正在使用的前一版。", metavar="旧版")
    ] = None,
    after: Annotated[
        int | None, typer.Argument(help="新的一版；不写则是正在使用的一版。", metavar="新版")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """比较两版资料库：哪些文件、哪些段落是新增的、删除的、改过的。"""
    from bot import app, settings
    from bot.desk.library import editions

    chosen = settings.load()
    desk = app.desk(chosen)
    new = after or app.edition(chosen)
    old = before or editions.before(desk, new)
    found = editions.compared(desk, old, new)
    if as_json:
        print_json({"before": old, "after": new} | asdict(found))
        return
    typer.echo(f"第 {old} 版 → 第 {new} 版")
    for line in _described(found):
        typer.echo(line)


def _described(found: "Difference") -> Iterator[str]:
    for mark, some in (("新增", found.added), ("删除", found.removed)):
        for id, title in some:
            yield f"{mark}  {id}  {title}"
    for change in found.changed:
        yield f"改动  {change.id}  {change.title}（{'；'.join(_changes(change))}）"
        yield from (f"  - {' '.join(passage.split())}" for passage in change.removed)
        yield from (f"  + {' '.join(passage.split())}" for passage in change.added)
    if found.added or found.removed or found.changed:
        yield f"共新增 {found.passages_added} 段，删除 {found.passages_removed} 段。"
    else:
        yield "没有不同。"


def _changes(change: "Change") -> Iterator[str]:
    if change.text:
        yield f"正文 {change.before} 字 → {change.after} 字"
    if change.metadata:
        yield "、".join(LABELS[name] for name in change.metadata)


def _editions(chosen: "Settings") -> Iterator[dict[str, Any]]:
    from bot import app
    from knowledge.editions import Editions
    from knowledge.errors import EditionDamaged

    current, kept = app.edition(chosen), Editions(chosen.home)
    for number in kept.numbers():
        try:
            manifest = kept.manifest(number)
        except EditionDamaged:
            manifest = {}
        about = {name: manifest.get(name) for name in ("built", "documents", "passages", "problems")}
        paused = number == current and kept.paused()
        yield {"edition": number, "current": number == current, "paused": paused} | about


def _about(edition: dict[str, Any], zone: ZoneInfo) -> str:
    if edition["built"] is None:
        return "已损坏，不能退回到这一版"
    built = datetime.fromisoformat(edition["built"]).astimezone(zone)
    return f"{built:%Y-%m-%d %H:%M:%S}  {edition['documents']} 份文件  {edition['passages']} 段"
