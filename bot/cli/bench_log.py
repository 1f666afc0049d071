"""fupin bench log: pages of the desk over a short and a long query log."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.output import AsJson, print_json

if TYPE_CHECKING:
    from bot.desk.desk import Desk
    from bot.settings import Settings
    from bot.web.measuring import PageTiming
    from retrieval.answer import Answer
    from retrieval.answerer import Answerer

SHORT = 1_000
PASSAGES = 3_000
Advance = Callable[[str, int, int], None]


def log(
    rows: Annotated[
        int, typer.Option(help="长的那份记录有多少条。", min=SHORT, max=10_000_000, metavar="条数")
    ] = 1_000_000,
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
    """测量管理台各页在 1,000 条和很多条问答记录上各要几毫秒。

    记录和资料库是临时造的，测完即删，不动现有的数据。100 万条约需 5 GB 空间、十分钟时间。
    """
    from bot.cli import tables, terminal
    from bot.web.measuring import TIMES

    with terminal.progress() as advance, _measured(rows, folder, advance) as found:
        timings = list(found)
    if as_json:
        print_json([asdict(each) | {"ratio": round(each.ratio, 2)} for each in timings])
        return
    heading = ("页面", f"{SHORT:,} 条，毫秒", f"{rows:,} 条，毫秒", "倍数", f"不超过 {TIMES:g} 倍")
    tables.show(heading, map(_row, timings))


def _row(timing: "PageTiming") -> tuple[str, ...]:
    from bot.web.measuring import TIMES

    met = "达到" if timing.ratio <= TIMES else "没有达到"
    return timing.name, f"{timing.short:.1f}", f"{timing.long:.1f}", f"{timing.ratio:.1f}", met


@contextmanager
def _measured(rows: int, folder: Path | None, advance: Advance) -> Iterator[Iterator["PageTiming"]]:
    """Fill two logs and measure; what was made is gone at the end."""
    from bot.assistant import Assistant
    from bot.settings import Settings
    from bot.web.measuring import bench_log

    with TemporaryDirectory(dir=folder) as temporary:
        home = Path(temporary)
        answerer = _library(home, advance)
        answers = _answers(answerer)
        settings = Settings(home=home)
        short = _desk(settings, home / "short", answers, SHORT, advance)
        long = _desk(settings, home / "long", answers, rows, advance)
        documents = _documents(short)
        yield bench_log(short, long, Assistant(answerer, short.store.log), documents)
        for desk in (short, long):
            desk.store.engine.dispose()


def _library(home: Path, advance: Advance) -> "Answerer":
    from retrieval.answerer import Answerer
    from retrieval.measuring.synthetic import write_library
    from retrieval.reload import reload

    (home / "sources").mkdir()
    (home / "none").mkdir()
    write_library(home / "sources", PASSAGES)
    reload(home, home / "none", advance)
    return Answerer(home)


def _answers(answerer: "Answerer") -> list["Answer"]:
    from retrieval.measuring.speed import sample_questions

    asked = sample_questions(answerer.opened()[0])
    return [answer for answer in map(answerer.answer, asked) if answer.snippets]


def _desk(settings: "Settings", home: Path, answers: list["Answer"], rows: int, advance: Advance) -> "Desk":
    from bot.desk.desk import Desk
    from bot.store import filling
    from bot.store.store import Store

    store = Store(home)
    zone = ZoneInfo(settings.timezone)
    step = f"写入 {rows:,} 条记录"
    filling.fill(store.engine, zone, answers, rows, datetime.now(UTC), lambda done: advance(step, done, rows))
    return Desk(settings, store)


def _documents(desk: "Desk") -> tuple[str, str]:
    """The document quoted most, and one quoted least."""
    quoted = (snippet for row in desk.store.log.select() for snippet in row.snippets)
    ordered = Counter(str(snippet["citation"]["document"]) for snippet in quoted).most_common()
    return ordered[0][0], ordered[-1][0]
