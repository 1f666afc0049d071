"""fupin kb reload --gate, publish and drop: what a new edition changes is seen before it answers."""

from typing import TYPE_CHECKING

import typer

from bot.cli.output import AsJson, print_json

if TYPE_CHECKING:
    from bot.desk.desk import Desk
    from bot.desk.gate import Compared, Report
    from retrieval.answer import Answer
    from retrieval.answerer import Answerer

_SHOWN = 60  # characters of an answer in a line


def prepare(as_json: bool) -> None:
    """Build the candidate and show what it would change."""
    from bot.cli import terminal
    from bot.desk import gate

    desk, answerer = _desk()
    with terminal.progress() as progress:
        number = gate.prepare(desk, progress)
        report = gate.examine(desk, answerer, number, progress) if number else None
    if report is None:
        if as_json:
            print_json({"candidate": None})
        else:
            typer.echo("文件没有变化，没有要发布的。")
        return
    _show(desk, report, as_json)
    typer.echo("启用它：fupin kb publish；放弃它：fupin kb drop。", err=True)


def publish(as_json: AsJson = False) -> None:
    """启用用 fupin kb reload --gate 生成、还没有启用的一版；失去答案的问题太多时不会启用。"""
    from bot.cli.admin.terminal_actor import actor
    from bot.desk import gate
    from bot.desk.errors import DeskError

    desk, answerer = _desk()
    number = gate.candidate(desk)
    if number is None:
        raise DeskError("没有待发布的版本。请先执行 fupin kb reload --gate。")
    report = gate.publish(desk, answerer, number, actor())
    if as_json:
        print_json(report.to_json())
    else:
        typer.echo(f"第 {number} 版资料库已启用。{_summary(report)}")


def drop() -> None:
    """放弃用 fupin kb reload --gate 生成、还没有启用的一版；文件不变，仍用原来的一版回答。"""
    from bot.cli.admin.terminal_actor import actor
    from bot.desk import gate

    gate.drop(_desk()[0], actor())
    typer.echo("已放弃，仍用原来的一版。")


def _desk() -> "tuple[Desk, Answerer]":
    from bot import app, settings
    from retrieval.answerer import Answerer

    desk = app.desk(settings.load())
    app.edition(desk.settings)
    return desk, Answerer(desk.settings.home)


def _show(desk: "Desk", report: "Report", as_json: bool) -> None:
    from bot.desk import gate

    why = gate.blocked(desk, report)
    if as_json:
        print_json(report.to_json() | {"blocked": why})
        return
    typer.echo(f"第 {report.candidate} 版已生成，还没有启用。{_summary(report)}")
    for filled in report.filled:
        typer.echo(f"补上 缺口 {filled.id}：{filled.question}\n     {_start(filled.answer)}")
    for word, verdict in (("失去", "lost"), ("改变", "changed"), ("新增", "gained")):
        for each in report.of(verdict):  # type: ignore[arg-type]  # the words above
            _show_compared(word, each)
    if why:
        typer.echo(why, err=True)


def _show_compared(word: str, each: "Compared") -> None:
    mark = "★" if each.golden else ""
    typer.echo(f"{word} {mark}{each.question}")
    typer.echo(f"     原来：{_start(each.before)}")
    typer.echo(f"     现在：{_start(each.after)}")


def _summary(report: "Report") -> str:
    return (
        f"重问 {len(report.compared)} 个问题：补上缺口 {len(report.filled)} 个，"
        f"失去答案 {len(report.of('lost'))} 个，答案改变 {len(report.of('changed'))} 个，"
        f"新有答案 {len(report.of('gained'))} 个。"
    )


def _start(answer: "Answer") -> str:
    if not answer.snippets:
        return "没有答案"
    first = answer.snippets[0]
    text = " ".join(first.text.split())
    return f"{text[:_SHOWN]}{'……' if len(text) > _SHOWN else ''}（{first.citation.title}）"
