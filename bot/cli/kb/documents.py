"""fupin kb list, show and check: the documents that answer."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.output import AsJson, print_json
from bot.desk.labels import LABELS
from knowledge.curated.answer import OWN, PREFIX

if TYPE_CHECKING:
    from knowledge.document import Document
    from knowledge.shelf import Shelf


def list_documents(as_json: AsJson = False) -> None:
    """列出资料库里的全部文件。"""
    shelf = _shelf()
    documents = [_described(shelf, number) for number in range(len(shelf)) if not _is_own(shelf, number)]
    if as_json:
        print_json(documents)
        return
    for each in documents:
        known = (each["title"], each["issuer"] or each["source"], each["published"])
        typer.echo("  ".join([each["id"], *(value for value in known if value)]))
    if not documents:
        typer.echo("资料库里还没有文件。请用 fupin kb add 添加。", err=True)


def show(
    id: Annotated[str, typer.Argument(help="文件编号，见 fupin kb list。", metavar="编号")],
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
        print_json(_described(shelf, number) | {"text": document.text, "blocks": blocks})
    else:
        typer.echo("\n".join(_outline(document)))


def check(as_json: AsJson = False) -> None:
    """检查全部文件：读不了的、重复的、缺标题或日期的、疑有缺损的；不作任何改动，有问题时退出状态是 1。"""
    from bot import settings
    from bot.cli import terminal
    from retrieval import check as checking

    chosen = settings.load()
    with terminal.progress() as progress:
        found = checking.check(chosen.home, chosen.library, progress, chosen.limits)
    if as_json:
        print_json(asdict(found))
    else:
        for problem in found.problems:
            typer.echo(problem)
        number = f"有 {len(found.problems)} 个问题" if found.problems else "没有发现问题"
        typer.echo(f"检查了 {found.files} 个文件，读出 {found.documents} 份，{number}。")
    raise typer.Exit(1 if found.problems else 0)


def _shelf() -> "Shelf":
    """The documents of the edition that answers, which is built where there is none."""
    from bot import app, settings
    from knowledge.editions import Editions
    from retrieval.edition import Edition

    chosen = settings.load()
    return Edition.open(Editions(chosen.home), app.edition(chosen)).shelf


def _is_own(shelf: "Shelf", number: int) -> bool:
    """Whether it is a curated answer, which fupin answer lists."""
    return shelf.id(number).startswith(PREFIX) and shelf.metadata(number).issuer == OWN


def _described(shelf: "Shelf", number: int) -> dict[str, Any]:
    """What is known about a document, without its text."""
    id, file, metadata = shelf.row(number)
    given = asdict(metadata) | {"title": shelf.title(number), "guessed": sorted(metadata.guessed)}
    return {"id": id, "file": file, "characters": shelf.length(number)} | given


def _outline(document: "Document") -> Iterator[str]:
    yield f"编号：{document.id}"
    yield f"文件：{document.file}"
    for name, label in LABELS.items():
        value = getattr(document.metadata, name)
        if value:
            guessed = "（由正文推断）" if name in document.metadata.guessed else ""
            yield f"{label}：{'、'.join(value) if isinstance(value, tuple) else value}{guessed}"
    yield f"字数：{len(document.text)}"
    for block in document.blocks:
        if block.kind == "heading":
            yield "  " * block.level + document.text[block.start : block.end]
