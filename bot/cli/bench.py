"""fupin bench: how fast this installation answers and reloads."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import bench_log
from bot.cli.help import Command, Commands
from bot.cli.output import AsJson, print_json
from bot.errors import BotError

if TYPE_CHECKING:
    from retrieval.measuring.reloads import ReloadTimings
    from retrieval.measuring.speed import Timing

app = typer.Typer(help="测量快慢。", cls=Commands, no_args_is_help=True)
app.command("log", cls=Command)(bench_log.log)


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


@app.command(cls=Command)
def reload(
    passages: Annotated[
        int,
        typer.Option("--passages", help="在多少段的资料库上测量。", min=100, max=1_000_000, metavar="段数"),
    ] = 50_000,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder",
            help="临时文件放在哪个文件夹里；不写则用系统的。",
            exists=True,
            file_okay=False,
            metavar="文件夹",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """测量更新资料库要多久，以及更新期间回答有多快。

    资料库是临时造的，测完即删，不动现有的资料。每 5 万段约需 1 GB 空间、几分钟时间。
    """
    from bot.cli import tables, terminal
    from retrieval.measuring.reloads import bench_reload

    with terminal.progress() as progress:
        found = bench_reload(passages, progress, folder)
    if as_json:
        print_json(asdict(found) | {"met": found.met})
        return
    heading = (f"{found.passages} 段，{found.files} 个文件", "结果", "目标", "")
    tables.show(heading, _reloads(found))


def _reloads(found: "ReloadTimings") -> Iterator[tuple[str, str, str, str]]:
    """What was measured, the figure, the target, and whether it was met."""
    from retrieval.measuring.reloads import RATIO, SLOWEST, TIMES, UNCHANGED

    met = {name: "达到" if each else "没有达到" for name, each in found.met.items()}
    built = "，重新建了一版" if found.built_unchanged else "，没有重建"
    yield "全部新建", f"{found.full_seconds:.2f} 秒", "", ""
    unchanged = f"{found.unchanged_seconds:.2f} 秒{built}"
    yield "文件没有变化时更新", unchanged, f"不到 {UNCHANGED:g} 秒，不重建", met["unchanged_seconds"]
    changed = f"{found.changed_seconds:.2f} 秒，是全部新建的 {found.ratio:.2f}"
    yield f"有 {found.changed} 个文件变化时更新", changed, f"不超过 {RATIO:g}", met["ratio"]
    yield "平时回答，p99", f"{found.idle_p99:.1f} 毫秒", "", ""
    times = f"{found.rebuilding_p99:.1f} 毫秒，是平时的 {found.rebuilding_p99 / found.idle_p99:.1f} 倍"
    target = f"不超过 {TIMES:g} 倍，也不超过 {SLOWEST:g} 毫秒"
    yield "全部重建期间回答，p99", times, target, met["rebuilding_p99"]
    yield "其中最慢的一个", f"{found.worst:.1f} 毫秒", "", ""
    yield "其中没有得到回答的", f"{found.errors} 个，共 {found.answers} 个", "0 个", met["errors"]


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
