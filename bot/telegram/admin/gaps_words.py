"""What admins read of gaps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.desk import gapsheet
from bot.desk.gaps import KIND_NAMES, LONGEST_REASON, STATE_NAMES
from bot.desk.times import local
from bot.explained import FITS
from bot.markup import Run, parts
from bot.store.gaps.gaps import Whole
from bot.store.gaps.kinds import KINDS, OFF_TOPIC
from bot.store.tables import Gap, GapEvent
from bot.telegram.admin.reloading_words import shortened

WORDINGS, EVENTS = 5, 5
EXCERPT = 120  # code points of a passage
USAGE = "请在命令后面写缺口的编号，例如 /gap 12。发送 /gaps 可以看到全部编号。"
EVERY_KIND = "全部（不含范围之外）"
FILTER, NEWER, OLDER = "按类别筛选", "◀ 上一页", "下一页 ▶"
WRITE, IGNORE, REOPEN = "写答复", "忽略（写原因）", "重新处理"
REOPENED = "缺口 {} 重新列为待处理。"
IGNORED = "缺口 {} 已忽略。再有人问也只计数。"
NO_TEXT = "请用文字写。发送 /cancel 取消。"


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage that comes nearest to a question, as it is explained, and its document's title."""

    title: str
    run: Mapping[str, Any]


def list_html(
    found: Sequence[Gap], first: int, counted: Mapping[str, int], kind: str | None, zone: ZoneInfo
) -> str:
    """A page of the list, whose gaps count from `first`; `counted` as in `totals`."""
    name = KIND_NAMES[kind] if kind else EVERY_KIND  # type: ignore[index]
    lines = [f"待处理的缺口，{name}：共 {counted[kind or '']} 个"]
    if not kind and counted[OFF_TOPIC]:
        lines.append(f"另有 {counted[OFF_TOPIC]} 个是范围之外的，点“{FILTER}”可以查看。")
    if not found:
        lines.append("\n这里没有待处理的缺口。")
    for number, gap in enumerate(found, first):
        lines += [f"\n{number}. {shortened(gap.question)}", f"{_counted(gap)}，{local(gap.last_at, zone)}"]
    return parts([Run("\n".join(lines))])[0]


def settled(gap: Gap) -> str:
    """Why nothing can be done about a gap that is not open."""
    name = STATE_NAMES[gap.state]  # type: ignore[index]
    return f"缺口 {gap.id} 现在是“{name}”，不再等待处理。要看经过请发送 /gap {gap.id}。"


def label(gap: Gap) -> str:
    """On the button that opens a gap."""
    return f"{gap.id}　{shortened(gap.question, 24)}"


def kind_label(kind: str, number: int) -> str:
    return f"{KIND_NAMES[kind]}（{number}）"  # type: ignore[index]


def totals(counts: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """Kind -> how many open gaps it has, and "" -> those that are listed without a kind."""
    found: dict[str, int] = {kind: counts.get(("open", kind), 0) for kind in KINDS}
    return {"": sum(found.values()) - found[OFF_TOPIC], **found}


def gap_html(whole: Whole, nearest: Sequence[Nearest], edition: int, where: str, zone: ZoneInfo) -> list[str]:
    """A gap, its wordings, the best passages of an edition, and its history; `where` is its web page."""
    gap = whole.gap
    return parts(
        [
            Run(f"缺口 {gap.id}：{shortened(gap.question, 200)}", bold=True),
            Run("\n".join(["", _state(gap), *_times(gap, zone), "", *_wordings(whole)])),
            Run(f"\n\n现在最接近的原文（第 {edition} 版）："),
            *_passages(nearest),
            Run("\n".join(["\n\n经过：", *_history(whole.events, zone)])),
            *([Run("\n\n在网页上处理", link=where), Run(f"：{where}")] if where else []),
        ]
    )


def ask_reason(gap: Gap) -> str:
    text = (
        f"缺口 {gap.id}：{shortened(gap.question)}\n\n请写明为什么忽略（最多 {LONGEST_REASON} 字），"
        "别的管理员也会看到。发送 /cancel 取消。"
    )
    return parts([Run(text)])[0]


def reason_too_long(length: int) -> str:
    return f"原因有 {length} 字，最多 {LONGEST_REASON} 字。请写得简短些再发一次，或发送 /cancel 取消。"


def _counted(gap: Gap) -> str:
    return f"{KIND_NAMES[gap.kind]}，{gap.askers} 人问过 {gap.asked} 次"  # type: ignore[index]


def _state(gap: Gap) -> str:
    state = STATE_NAMES[gap.state]  # type: ignore[index]
    if gap.edition:
        state += f"（第 {gap.edition} 版）"
    if gap.reason:
        state += f"（{gap.reason}）"
    if gap.merged_into:
        state += f"，见 /gap {gap.merged_into}"
    return f"{state}；{_counted(gap)}"


def _times(gap: Gap, zone: ZoneInfo) -> list[str]:
    first, last = local(gap.first_at, zone), local(gap.last_at, zone)
    return [f"第一次 {first}，最近一次 {last}"] if first != last else [f"问于 {first}"]


def _wordings(whole: Whole) -> Iterator[str]:
    yield "问法："
    for each in whole.questions[:WORDINGS]:
        answered = f"，第 {each.edition} 版已能回答" if each.edition else ""
        yield f"• {shortened(each.question, 100)}（{each.asked} 次{answered}）"
    if more := whole.more + max(0, len(whole.questions) - WORDINGS):
        yield f"• 另有 {more} 种"


def _passages(nearest: Sequence[Nearest]) -> Iterator[Run]:
    if not nearest:
        yield Run("\n没有一段原文沾边。")
    for each in nearest:
        yield Run(f"\n{shortened(each.run['text'], EXCERPT)}\n", quoted=True)
        fit, strength = FITS[each.run["fit"]], max(0.0, each.run["strength"])
        yield Run(f"《{shortened(each.title)}》依据 {strength:.2f}，{fit}")


def _history(events: Sequence[GapEvent], zone: ZoneInfo) -> Iterator[str]:
    for event in events[-EVENTS:]:
        by = "系统" if event.by == "fupin" else event.by
        yield f"{local(event.at, zone)} {gapsheet.event_name(event)}（{by}）"
