"""Gaps as other programs read them: JSON objects and the columns of a sheet."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.desk.gaps import KIND_NAMES, STATE_NAMES
from bot.desk.times import local
from bot.store.gaps.gaps import Whole
from bot.store.tables import Gap, GapEvent, GapQuestion

EVENT_NAMES = {
    "opened": "第一次被问到",
    "answered": "第 {edition} 版资料库已能回答",
    "ignored": "忽略：{reason}",
    "reopened": "重新待处理",
    "merged": "并入缺口 {other}",
    "took in": "并入了缺口 {other}",
    "split": "拆出缺口 {other}",
    "split off": "从缺口 {other} 拆出",
    "handed in": "提交给管理员",
}


def as_object(gap: Gap, zone: ZoneInfo) -> dict[str, Any]:
    """A gap with its times in `zone`."""
    return {
        "id": gap.id,
        "question": gap.question,
        "kind": gap.kind,
        "state": gap.state,
        "asked": gap.asked,
        "askers": gap.askers,
        "first_at": _iso(gap.first_at, zone),
        "last_at": _iso(gap.last_at, zone),
        "reason": gap.reason,
        "edition": gap.edition,
        "merged_into": gap.merged_into,
    }


def whole_object(whole: Whole, zone: ZoneInfo) -> dict[str, Any]:
    """A gap with its wordings, history and the ids of gaps like it."""
    return as_object(whole.gap, zone) | {
        "questions": [_question(each, zone) for each in whole.questions],
        "more_questions": whole.more,
        "events": [_event(each, zone) for each in whole.events],
        "like": [each.id for each in whole.near],
    }


def event_name(event: GapEvent) -> str:
    """What happened, in Chinese."""
    note = event.detail.get("note")
    return EVENT_NAMES.get(event.event, event.event).format(**event.detail) + (f"：{note}" if note else "")


def columns(zone: ZoneInfo) -> dict[str, Callable[[Gap], Any]]:
    """Heading -> what stands below it."""
    return {
        "编号": lambda gap: gap.id,
        "问题": lambda gap: gap.question,
        "类别": lambda gap: KIND_NAMES.get(gap.kind, gap.kind),
        "状态": lambda gap: STATE_NAMES.get(gap.state, gap.state),
        "提问人数": lambda gap: gap.askers,
        "提问次数": lambda gap: gap.asked,
        "第一次": lambda gap: local(gap.first_at, zone),
        "最近一次": lambda gap: local(gap.last_at, zone),
        "忽略原因": lambda gap: gap.reason,
        "解决的版次": lambda gap: gap.edition,
        "并入": lambda gap: gap.merged_into,
    }


def _question(question: GapQuestion, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "id": question.id,
        "question": question.question,
        "asked": question.asked,
        "first_at": _iso(question.first_at, zone),
        "last_at": _iso(question.last_at, zone),
        "edition": question.edition,
    }


def _event(event: GapEvent, zone: ZoneInfo) -> dict[str, Any]:
    return {"at": _iso(event.at, zone), "event": event.event, "by": event.by, "detail": event.detail}


def _iso(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds")
