"""fupin bench: how fast this installation answers."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.help import Command, Commands
from bot.cli.output import AsJson, print_json
from bot.errors import BotError

if TYPE_CHECKING:
    from retrieval.measuring.speed import Timing

app = typer.Typer(help="测量快慢。", cls=Commands, no_args_is_help=True)


@app.command(cls=Command)
def search(
    questions: Annotated[
        Path | None,
        typer.Argument(help="题目文件，写法同 fupin eval；不写则从资料库里取句子。", metavar="题目"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """测量回答一个问题要几毫秒，并在同一批文字上与 bm25s、rank_bm25 比较。

    fupin 的时间是完整的回答（理解、检索、摘句）；另外两个只是检索。三者在同一台机器上一起测，所以比值
    与机器快慢关系不大。
    """
    passages, timings = _measured(questions)
    ratios = dict(_ratios(timings))
    if as_json:
        figures = {"passages": passages, "timings": [asdict(each) for each in timings], "ratios": ratios}
        print_json(figures)
        return
    from bot.cli import tables

    rows = [(each.name, f"{each.p50:.3f}", f"{each.p99:.3f}") for each in timings]
    tables.show((f"{passages} 段", "p50 毫秒", "p99 毫秒"), rows)
    tables.show(("p50 之比", ""), [(name, f"{ratio:.2f}") for name, ratio in ratios.items()])


def _measured(questions: Path | None) -> tuple[int, list["Timing"]]:
    from bot import app as root
    from bot import settings
    from retrieval.answerer import Answerer
    from retrieval.evaluation import read_questions
    from retrieval.measuring.speed import bench_search, sample_questions

    chosen = settings.load()
    asked = [each.text for each in read_questions(questions)] if questions else []
    root.edition(chosen)
    answerer = Answerer(chosen.home)
    edition = answerer.opened()[0]
    if not len(edition.index.owners):
        raise BotError("资料库是空的，没有可以测量的。请先用 fupin kb add 添加文件。")
    try:
        timings = bench_search(answerer, asked or sample_questions(edition))
    except ImportError as error:
        raise BotError("比较要用 bm25s 和 numba，这里没有安装。请执行 pip install bm25s numba。") from error
    return len(edition.index.owners), timings


def _ratios(timings: Sequence["Timing"]) -> Iterator[tuple[str, float]]:
    """The first is fupin, the next is what it should come near to, the last what it should leave behind."""
    fupin, quick, slow = (each.p50 for each in timings)
    yield "fupin / bm25s", fupin / quick
    yield "rank_bm25 / fupin", slow / fupin
