"""What admins read of the statistics."""

from collections.abc import Iterator, Sequence

from bot.desk.duties import Duty
from bot.desk.logwords import CHANNELS
from bot.desk.overview import Overview
from bot.markup import Run, parts
from bot.store.tables import Gap
from bot.telegram.admin.reloading_words import shortened

PERIODS = {1: "今天", 7: "7 天", 30: "30 天"}


def stats_html(found: Overview, askers: int, gaps: Sequence[Gap], duties: Sequence[Duty], where: str) -> str:
    """The figures of a period in one message; `where` is the web overview, "" where nobody knows it."""
    runs = [Run(_period(found), bold=True), Run("\n" + "\n".join(_lines(found, askers, gaps, duties)))]
    if where:
        runs += [Run("\n\n网页上的总览", link=where), Run(f"：{where}")]
    return parts(runs)[0]


def _period(found: Overview) -> str:
    period = found.slice.period
    return str(period.first) if period.days == 1 else f"{period.first} 至 {period.last}"


def _lines(found: Overview, askers: int, gaps: Sequence[Gap], duties: Sequence[Duty]) -> Iterator[str]:
    total = found.total
    yield f"提问 {total.asked}，提问的人 {askers}"
    yield f"已答 {_share(total.answered, total.asked)}，未答 {_share(total.unanswered, total.asked)}"
    yield f"有用 {total.up}，没用 {total.down}"
    if found.p50 is not None and found.p95 is not None:
        yield f"用时：半数不超过 {found.p50:.1f} 毫秒，95% 不超过 {found.p95:.1f} 毫秒"
    channels = sorted(found.facets["channel"].items(), key=lambda each: -each[1].asked)
    if len(channels) > 1:
        yield "、".join(f"{CHANNELS.get(name, name)} {tally.asked}" for name, tally in channels)
    yield from _some("常问的问题", [f"{question}（{times} 次）" for question, times in found.questions])
    yield from _some("要紧的缺口", [f"{gap.id}　{gap.question}（{gap.askers} 人）" for gap in gaps])
    yield from _some("待办", [duty.what for duty in duties])


def _share(some: int, every: int) -> str:
    return f"{some}（{some / every:.0%}）" if every else str(some)


def _some(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"\n{title}："
        yield from (f"• {shortened(line, 80)}" for line in lines)
