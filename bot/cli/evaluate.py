"""fupin eval: how well a set of questions is answered."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from retrieval.evaluation import Judged, Question, Share


def evaluate(
    questions: Annotated[
        Path, typer.Argument(help='题目文件，每行 {"question": …, "gold": […], …}。', metavar="题目")
    ],
    minimum: Annotated[
        list[str] | None,
        typer.Option(
            "--min", help="要求的下限，如 quoted@1=0.85；达不到即失败。可写多次。", metavar="指标=值"
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(help="与另一次的结果比较：本命令或 fupin ask 的 --json 输出。", metavar="文件"),
    ] = None,
    misses: Annotated[int, typer.Option(help="列出几道没有答对的题。", min=0, metavar="题数")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，每道题的结果都在内。")] = False,
) -> None:
    """用一组题目衡量回答得怎么样；括号里是 95% 置信区间。

    题目直接向当前这一版资料库提问，不写入问答记录。题目里还可以写 document（答案所在文件的编号）、
    previous（前一问）、type（类别）和 half（tune 供调整参考，report 只用来报告；不写则按题目分成两半）。
    """
    from bot.cli import scores
    from retrieval.evaluation import read_questions, shares
    from retrieval.measuring.comparison import read_run

    wanted = [_wanted(each) for each in minimum or ()]
    asked = read_questions(questions)
    before = read_run(against, asked) if against else None
    judged = _judged(asked)
    found = shares(judged)
    if as_json:
        scores.print_json(judged, found, before)
    else:
        scores.show(judged, found, before, misses)
    raise typer.Exit(_failing(found["all"], wanted))


def _wanted(given: str) -> tuple[str, float]:
    from retrieval.evaluation import MEASURES

    name, _, value = given.partition("=")
    try:
        if name in MEASURES and 0 <= float(value) <= 1:
            return name, float(value)
    except ValueError:
        pass
    raise typer.BadParameter(f"应写成 quoted@1=0.85 的样子，指标有 {'、'.join(MEASURES)}", param_hint="--min")


def _judged(asked: Sequence["Question"]) -> list["Judged"]:
    from bot import app, settings
    from bot.cli import terminal
    from retrieval import evaluation
    from retrieval.answerer import Answerer

    chosen = settings.load()
    app.edition(chosen)
    with terminal.progress() as progress:
        return evaluation.evaluate(Answerer(chosen.home), asked, progress)


def _failing(found: dict[str, "Share"], wanted: Iterable[tuple[str, float]]) -> int:
    """Says which minimum was not reached; the exit status."""
    status = 0
    for name, least in wanted:
        if name not in found:
            typer.echo(f"没有可以衡量 {name} 的题目。", err=True)
        elif found[name].mean < least:
            typer.echo(f"{name} 是 {found[name].mean:.4f}，低于要求的 {least}。", err=True)
        else:
            continue
        status = 1
    return status
