"""What waits for an admin: gaps, answers to look at again, an edition that nobody has published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.desk import curated
from bot.desk.desk import Desk
from bot.store.gaps.kinds import OFF_TOPIC
from knowledge.editions import Editions
from retrieval.edition import Edition


@dataclass(frozen=True, slots=True)
class Duty:
    """What there is to do, and the page of the desk where it is done."""

    what: str
    path: str


def duties(desk: Desk, edition: Edition, today: date) -> tuple[Duty, ...]:
    """What waits now, beside the edition that answers."""
    return (*_gaps(desk), *_answers(desk, edition, today), *_editions(desk))


def _gaps(desk: Desk) -> Iterator[Duty]:
    counts = desk.store.gaps.counts()
    waiting = sum(n for (state, kind), n in counts.items() if state == "open" and kind != OFF_TOPIC)
    if waiting:
        yield Duty(f"{waiting} 个缺口待处理", "/admin/gaps")


def _answers(desk: Desk, edition: Edition, today: date) -> Iterator[Duty]:
    listed = curated.listing(desk, edition, today)
    doubtful = sum(bool(each.problems) for each in listed.answers) + len(listed.broken)
    if doubtful:
        yield Duty(f"{doubtful} 份本机构答复需要复核", "/admin/answers")
    if waiting := curated.unpublished(listed, edition):
        yield Duty(f"{waiting} 处答复的改动尚未启用", "/admin/gate")


def _editions(desk: Desk) -> Iterator[Duty]:
    editions = Editions(desk.settings.home)
    if (candidate := editions.candidate()) is not None:
        yield Duty(f"第 {candidate} 版资料库等待启用", "/admin/gate")
    if editions.paused():
        yield Duty("资料库已退回旧版，自动更新已暂停", "/admin/gate")
