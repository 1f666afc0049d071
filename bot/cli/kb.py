"""fupin kb: the documents of the library and its editions."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.help import Command, Commands

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.document import Document
    from knowledge.shelf import Shelf
    from retrieval.reload import Reload

app = typer.Typer(
    help="管理资料库：添加、查看、删除文件，更新和回退版本。", cls=Commands, no_args_is_help=True
)
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON。")]
Id = Annotated[str, typer.Argument(help="文件编号，见 fupin kb list。", metavar="编号")]

_LABELS = {
    "title": "标题",
    "original_title": "原标题",
    "issuer": "发布机关",
    "source": "来源",
    "number": "文号",
    "published": "发布日期",
    "effective": "施行日期",
    "expires": "失效日期",
    "document_type": "文种",
    "column": "栏目",
    "regions": "地区",
    "uri": "网址",
}


@app.command(cls=Command)
def add(
    paths: Annotated[list[Path], typer.Argument(help="文件，或装有文件的文件夹。", metavar="路径")],
) -> None:
    """把文件收入资料库，并启用新的一版；同名文件会被替换。"""
    from bot import settings
    from knowledge.library import Library

    chosen = settings.load()
    result = Library(chosen.home, chosen.library).add(paths)
    for name in result.added:
        typer.echo(f"已收入 {name}")
    for name in result.replaced:
        typer.echo(f"已替换 {name}")
    for error in result.refused:
        typer.echo(f"未收入 {error}", err=True)
    if result.added or result.replaced:
        _tell(_reloaded(chosen))
    raise typer.Exit(1 if result.refused else 0)


@app.command("list", cls=Command)
def list_documents(as_json: AsJson = False) -> None:
    """列出资料库里的全部文件。"""
    shelf = _shelf()
    documents = [_described(shelf, number) for number in range(len(shelf))]
    if as_json:
        _print_json(documents)
        return
    for each in documents:
        known = (each["title"], each["issuer"] or each["source"], each["published"])
        typer.echo("  ".join([each["id"], *(value for value in known if value)]))


@app.command(cls=Command)
def show(
    id: Id,
    text: Annotated[bool, typer.Option("--text", help="只输出正文，一字不差。")] = False,
    as_json: AsJson = False,
) -> None:
    """查看一份文件：标题、来源、日期和各级标题；--text 只输出正文。"""
    shelf = _shelf()
    number = shelf.number(id)
    document = shelf.document(number)
    if text:
        typer.echo(document.text.encode("utf-8", "replace"), nl=False)
    elif as_json:
        blocks = [asdict(block) for block in document.blocks]
        _print_json(_described(shelf, number) | {"text": document.text, "blocks": blocks})
    else:
        typer.echo("\n".join(_outline(document)))


@app.command(cls=Command)
def reload(as_json: AsJson = False) -> None:
    """按现有的文件更新资料库；正在运行的程序随即改用新的一版。"""
    from bot import settings

    done = _reloaded(settings.load())
    if as_json:
        _print_json(asdict(done))
    else:
        _tell(done)


@app.command(cls=Command)
def editions(as_json: AsJson = False) -> None:
    """列出保留着的各版资料库，* 是正在使用的一版。"""
    from bot import settings

    chosen = settings.load()
    kept = list(_editions(chosen))
    if as_json:
        _print_json(kept)
        return
    for each in kept:
        built = datetime.fromisoformat(each["built"]).astimezone(ZoneInfo(chosen.timezone))
        mark = "*" if each["current"] else " "
        size = f"{each['documents']} 份文件  {each['passages']} 段"
        typer.echo(f"{mark} 第 {each['edition']} 版  {built:%Y-%m-%d %H:%M:%S}  {size}")


def _reloaded(chosen: "Settings") -> "Reload":
    from bot.cli import terminal
    from retrieval.reload import reload

    with terminal.progress() as progress:
        return reload(chosen.home, chosen.library, progress)


def _tell(done: "Reload") -> None:
    size = f"{done.documents} 份文件，{done.passages} 段"
    if done.built:
        typer.echo(f"第 {done.edition} 版资料库已启用：{size}。")
    else:
        typer.echo(f"文件没有变化，仍用第 {done.edition} 版资料库：{size}。")
    for problem in done.problems:
        typer.echo(f"注意 {problem}", err=True)


def _shelf() -> "Shelf":
    """The documents of the edition that answers, which is built where there is none."""
    from bot import app, settings
    from knowledge.editions import Editions
    from retrieval.edition import Edition

    chosen = settings.load()
    return Edition.open(Editions(chosen.home), app.edition(chosen)).shelf


def _editions(chosen: "Settings") -> Iterator[dict[str, Any]]:
    from bot import app
    from knowledge.editions import Editions

    current, kept = app.edition(chosen), Editions(chosen.home)
    for number in kept.numbers():
        manifest = kept.manifest(number)
        about = {name: manifest[name] for name in ("built", "documents", "passages", "problems")}
        yield {"edition": number, "current": number == current} | about


def _described(shelf: "Shelf", number: int) -> dict[str, Any]:
    """What is known about a document, without its text."""
    id, file, metadata = shelf.row(number)
    given = asdict(metadata) | {"title": shelf.title(number), "guessed": sorted(metadata.guessed)}
    return {"id": id, "file": file, "characters": shelf.length(number)} | given


def _outline(document: "Document") -> Iterator[str]:
    yield f"编号：{document.id}"
    yield f"文件：{document.file}"
    for name, label in _LABELS.items():
        value = getattr(document.metadata, name)
        if value:
            guessed = "（由正文推断）" if name in document.metadata.guessed else ""
            yield f"{label}：{'、'.join(value) if isinstance(value, tuple) else value}{guessed}"
    yield f"字数：{len(document.text)}"
    for block in document.blocks:
        if block.kind == "heading":
            yield "  " * block.level + document.text[block.start : block.end]


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))
