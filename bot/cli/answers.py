"""fupin answer: answers that the organisation has written itself."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.help import Command, Commands
from bot.cli.output import AsJson, print_json

if TYPE_CHECKING:
    from datetime import date

    from bot.desk.desk import Desk
    from knowledge.curated.answer import Cite, CuratedAnswer
    from retrieval.answerer import Answerer

Id = Annotated[str, typer.Argument(help="答复编号，见 fupin answer list。", metavar="编号")]
Later = Annotated[bool, typer.Option("--later", help="只保存，不更新资料库；下次更新时启用。")]

app = typer.Typer(
    help="管理本机构答复：针对某个问题写好的回答，问到时排在最前，并注明“本机构答复”。",
    cls=Commands,
    no_args_is_help=True,
)


@app.command("list", cls=Command)
def list_answers(as_json: AsJson = False) -> None:
    """列出全部答复：编号、日期、作者、问题；还没有启用的和需要复核的会注明。"""
    from bot.cli.terminal import printable
    from bot.desk import curated

    desk, answerer, today = _opened()
    found = curated.listing(desk, answerer.opened()[0], today)
    if as_json:
        print_json([_object(each.answer) | _standing(each) for each in found.answers])
    else:
        for each in found.answers:
            answer = each.answer
            known = [answer.id, answer.date or "", answer.author or "", answer.question]
            marks = ["" if each.published else "（尚未启用）", "（待复核）" if each.problems else ""]
            typer.echo(printable("  ".join(filter(None, known)) + "".join(marks)))
        if not found.answers:
            typer.echo("还没有本机构答复。可用 fupin answer add 添加。", err=True)
    for problem in found.broken:
        typer.echo(f"注意 {problem}", err=True)


@app.command(cls=Command)
def show(id: Id, as_json: AsJson = False) -> None:
    """查看一份答复，就像提问的人将要看到的那样。"""
    from bot.cli import terminal
    from bot.desk import curated

    desk, answerer, today = _opened()
    answer = curated.one(desk, id)
    if as_json:
        print_json(_object(answer))
        return
    terminal.show(curated.preview(answer, answerer, today))
    for wording in answer.wordings:
        typer.echo(f"其他问法：{terminal.printable(wording)}")
    for problem in curated.problems_of(answer, answerer.opened()[0], today):
        typer.echo(f"注意 {problem}", err=True)


@app.command(cls=Command)
def add(
    file: Annotated[
        Path | None,
        typer.Argument(help="写好的答复文件，开头写明问题；用了它就不用下面的选项。", metavar="文件"),
    ] = None,
    question: Annotated[str | None, typer.Option(help="问题。", metavar="问题")] = None,
    wording: Annotated[list[str] | None, typer.Option(help="其他问法，可以写几次。", metavar="问法")] = None,
    text: Annotated[
        str | None, typer.Option(help="答复正文；写 - 则从标准输入读取。", metavar="正文")
    ] = None,
    cite: Annotated[
        list[str] | None, typer.Option(help="所引的原文，写成“文件编号:原文”，可以写几次。", metavar="引文")
    ] = None,
    author: Annotated[str | None, typer.Option(help="作者。", metavar="作者")] = None,
    date: Annotated[
        str | None, typer.Option(help="日期，如 2026-01-31；不写则是今天。", metavar="日期")
    ] = None,
    review: Annotated[str | None, typer.Option(help="到哪天应当复核。", metavar="日期")] = None,
    gap: Annotated[int | None, typer.Option(help="解决哪个缺口，它的问法都会算上。", metavar="缺口")] = None,
    id: Annotated[str | None, typer.Option(help="要改写的答复的编号。", metavar="编号")] = None,
    later: Later = False,
) -> None:
    """写一份答复，并启用新的一版资料库；原文改动、失效或到了复核日期，fupin kb check 会提醒。"""
    from bot.cli.admin.terminal_actor import actor
    from bot.desk import curated
    from knowledge.curated.answer import CuratedAnswer

    desk, answerer, today = _opened()
    if file is not None:
        draft = curated.from_file(file)
    else:
        asked = [*([question] if question else []), *(wording or ()), *_wordings(desk, gap)]
        if not asked or not text:
            raise typer.BadParameter("要写明问题（--question 或 --gap）和正文（--text），或者给出文件")
        cites = tuple(map(_cite, cite or ()))
        first, *others = dict.fromkeys(asked)
        body = typer.get_text_stream("stdin").read() if text == "-" else text
        draft = CuratedAnswer(
            curated.NEW, first, body, tuple(others), cites, author, date or today.isoformat(), review
        )
    saved = curated.save(desk, replace(draft, id=id) if id else draft, actor())
    typer.echo(f"已保存答复 {saved.id}：{saved.question}")
    for problem in curated.problems_of(saved, answerer.opened()[0], today):
        typer.echo(f"注意 {problem}", err=True)
    _publish(desk, later)


@app.command(cls=Command)
def check(as_json: AsJson = False) -> None:
    """检查全部答复：写法不对的，所引原文改动、失效或不在了的，到了复核日期的；有问题时退出状态是 1。"""
    from bot.desk import curated

    desk, answerer, today = _opened()
    found = curated.listing(desk, answerer.opened()[0], today)
    problems = [*found.broken, *(problem for each in found.answers for problem in each.problems)]
    if as_json:
        print_json([asdict(problem) for problem in problems])
    else:
        for problem in problems:
            typer.echo(str(problem))
        typer.echo(f"检查了 {len(found.answers) + len(found.broken)} 份答复，有 {len(problems)} 个问题。")
    raise typer.Exit(1 if problems else 0)


@app.command(cls=Command)
def remove(id: Id, later: Later = False) -> None:
    """删除一份答复，并启用新的一版资料库。"""
    from bot.cli.admin.terminal_actor import actor
    from bot.desk import curated

    desk, _, _ = _opened()
    curated.remove(desk, id, actor())
    typer.echo(f"已删除答复 {id}。")
    _publish(desk, later)


def _opened() -> tuple["Desk", "Answerer", "date"]:
    """The desk, who answers, and the day in China."""
    from bot import app, settings
    from retrieval.answerer import Answerer
    from retrieval.reloading import today

    chosen = settings.load()
    desk = app.desk(chosen)
    app.edition(chosen)
    return desk, Answerer(chosen.home), today()


def _publish(desk: "Desk", later: bool) -> None:
    """Let the change count, and tell which gaps that closes."""
    from bot.cli.kb import changes
    from bot.desk import gaps
    from retrieval.answerer import Answerer

    if later:
        typer.echo("还没有启用；更新资料库（fupin kb reload）之后才会用到。")
        return
    changes.reload()
    for gap in gaps.refresh(desk, Answerer(desk.settings.home)).closed:
        typer.echo(f"缺口 {gap} 已解决。")


def _wordings(desk: "Desk", gap: int | None) -> list[str]:
    from bot.desk import gaps

    if gap is None:
        return []
    found = gaps.whole(desk, gap)
    return list(dict.fromkeys([found.gap.question, *(each.question for each in found.questions)]))


def _cite(given: str) -> "Cite":
    from knowledge.curated.answer import Cite

    document, separator, quote = given.partition(":")
    if not separator or not document.strip() or not quote.strip():
        raise typer.BadParameter("应写成“文件编号:原文”", param_hint="--cite")
    return Cite(document.strip(), quote.strip())


def _object(answer: "CuratedAnswer") -> dict[str, Any]:
    found = asdict(answer)
    found["cites"] = [{"document": each.document, "quote": each.quote} for each in answer.cites]
    return found


def _standing(listed: Any) -> dict[str, Any]:
    return {"published": listed.published, "problems": [asdict(problem) for problem in listed.problems]}
