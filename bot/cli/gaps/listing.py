"""fupin gaps and fupin gaps show."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli import usage
from bot.cli.output import AsJson, print_json
from bot.explained import FITS

if TYPE_CHECKING:
    from bot.desk.desk import Desk
    from bot.store.gaps.gaps import Whole
    from bot.store.tables import Gap
    from retrieval.answerer import Answerer

KINDS = (
    "not_in_library",
    "region_not_covered",
    "year_not_covered",
    "document_not_in_library",
    "weak",
    "voted_down",
    "off_topic",
)
STATES = ("open", "answered", "ignored", "merged")
SHOWN = 50
"""Gaps on a screen where --limit does not say; files get all."""
PASSAGES = 5
MANY = 1000
"""Rows in the inbox whose grouping takes some seconds."""
Id = Annotated[int, typer.Argument(help="缺口编号，见 fupin gaps。", metavar="编号")]


def gaps(
    context: typer.Context,
    kind: Annotated[str | None, typer.Option(help=f"只看一类：{'、'.join(KINDS)}。", metavar="类别")] = None,
    state: Annotated[
        str, typer.Option(help="open（待处理）、answered、ignored 或 merged。", metavar="状态")
    ] = "open",
    limit: Annotated[int | None, typer.Option(help="最多几个。", min=1, metavar="个数")] = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="输出 CSV，可用 Excel 打开。")] = False,
) -> None:
    """列出没有答好的问题：意思相近的归为一个缺口，问的人多的、最近问的在前。

    范围之外的问题不在其中，用 --kind off_topic 查看。
    """
    if context.invoked_subcommand is not None:
        return
    from bot.desk import gapsheet
    from bot.desk.sheet import as_csv as sheet

    usage.one_of(kind, KINDS, "--kind")
    usage.one_of(state, STATES, "--state")
    desk, _ = up_to_date()
    zone = ZoneInfo(desk.settings.timezone)
    most = limit if limit or as_json or as_csv else SHOWN
    found = list(_gaps(desk, state, kind, most))
    if as_json:
        print_json([gapsheet.as_object(each, zone) for each in found])
    elif as_csv:
        typer.echo(sheet(gapsheet.columns(zone), found), nl=False)
    else:
        _show(found, zone)


def show(id: Id, as_json: AsJson = False) -> None:
    """查看一个缺口：问法、现在最接近的原文、经过，以及可以怎样处理。"""
    from bot.desk import gaps, gapsheet

    desk, answerer = up_to_date()
    found = gaps.looked_at(desk, id, answerer)
    zone = ZoneInfo(desk.settings.timezone)
    passages = answerer.explain(found.gap.question)["runs"][:PASSAGES]
    if as_json:
        print_json(gapsheet.whole_object(found, zone) | {"passages": passages})
    else:
        for line in _lines(found, passages, zone):
            typer.echo(line)


def up_to_date() -> tuple["Desk", "Answerer"]:
    """The desk, its gaps as the log and the edition are now, and who answers."""
    from bot import app, settings
    from bot.desk import gaps
    from retrieval.answerer import Answerer

    chosen = settings.load()
    desk = app.desk(chosen)
    app.edition(chosen)
    answerer = Answerer(chosen.home)
    if desk.store.gaps.waiting(MANY) == MANY:
        typer.echo("有很多问题还没有归类，正在整理，请稍候……", err=True)
    gaps.refresh(desk, answerer)
    return desk, answerer


def _gaps(desk: "Desk", state: str, kind: str | None, limit: int | None) -> Iterator["Gap"]:
    """Page by page, until `limit`."""
    before, left = None, limit
    while left is None or left > 0:
        page = desk.store.gaps.page(state, kind, before, min(left or SHOWN, SHOWN))  # type: ignore[arg-type]
        if not page:
            return
        yield from page
        before = page[-1].id
        left = None if left is None else left - len(page)


def _show(found: list["Gap"], zone: ZoneInfo) -> None:
    from bot.cli import tables
    from bot.cli.terminal import printable
    from bot.desk import gapsheet

    if not found:
        typer.echo("没有这样的缺口。", err=True)
        return
    shown = {
        name: cell
        for name, cell in gapsheet.columns(zone).items()
        if name in ("编号", "类别", "提问人数", "提问次数", "最近一次", "问题")
    }
    rows = ([printable(" ".join(str(cell(gap)).split())) for cell in shown.values()] for gap in found)
    tables.show(tuple(shown), rows)


def _lines(whole: "Whole", passages: list[dict[str, Any]], zone: ZoneInfo) -> Iterator[str]:
    from bot.cli.terminal import printable
    from bot.desk import gapsheet
    from bot.desk.times import local

    gap, told = whole.gap, gapsheet.columns(zone)
    yield f"缺口 {gap.id}：{printable(gap.question)}"
    asked = f"{gap.askers} 人问过 {gap.asked} 次，最近一次 {local(gap.last_at, zone)}"
    yield f"{told['类别'](gap)}，{told['状态'](gap)}；{asked}"
    yield "\n问法："
    for question in whole.questions:
        answered = f"（第 {question.edition} 版已能回答）" if question.edition else ""
        yield f"  #{question.id}  {question.asked} 次  {printable(question.question)}{answered}"
    if whole.more:
        yield f"  另有 {whole.more} 种问法"
    yield "\n现在最接近的原文（依据是原文说到问题的几成，缺了要紧的词再打折）："
    for each in passages:
        text = printable(" ".join(each["text"].split()))[:80]
        yield f"  依据 {max(0, each['strength']):.2f}，{FITS[each['fit']]}  {text}  —— {each['document']}"
    yield "\n经过："
    for event in whole.events:
        yield f"  {local(event.at, zone)}  {printable(event.by)}  {printable(gapsheet.event_name(event))}"
    if whole.near:
        yield "\n相近的缺口：" + "；".join(f"{near.id} {printable(near.question)}" for near in whole.near)
    yield f"\n怎样处理：fupin answer add --gap {gap.id}、fupin kb add、fupin gaps ignore {gap.id}"
