"""The query log as files: for spreadsheets, and a JSON object a line; both with the passages cited."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.desk.logwords import CHANNELS, REASONS, STATUSES, VOTE_REASONS, VOTES
from bot.desk.times import local
from bot.store.tables import QueryLogRow

_LINE_ENDS = str.maketrans({end: f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"})


def columns(zone: ZoneInfo) -> dict[str, Callable[[QueryLogRow], Any]]:
    """Heading -> what stands below it. Several quotations stand in one cell, a line each."""
    return {
        "编号": lambda row: row.id,
        "时间": lambda row: local(row.at, zone, seconds=True),
        "渠道": lambda row: CHANNELS.get(row.channel, row.channel),
        "状态": lambda row: STATUSES.get(row.status, row.status),
        "原因": lambda row: REASONS.get(row.reason or "", row.reason),
        "问题": lambda row: row.question,
        "理解为": lambda row: row.understood,
        "地区": lambda row: row.region,
        "栏目": lambda row: row.column,
        "说法不一": lambda row: "是" if row.conflict else "",
        "引文": lambda row: "\n".join(snippet["text"] for snippet in row.snippets),
        "出处": lambda row: _cited(row, "title"),
        "文号": lambda row: _cited(row, "number"),
        "文件编号": lambda row: _cited(row, "document"),
        "建议": lambda row: "\n".join(row.suggestions),
        "评价": lambda row: VOTES.get(row.vote or "", ""),
        "评价原因": lambda row: VOTE_REASONS.get(row.vote_reason or "", row.vote_reason),
        "评价时间": lambda row: local(row.vote_at, zone, seconds=True),
        "星标": lambda row: "是" if row.starred else "",
        "资料库版次": lambda row: row.edition,
        "程序版本": lambda row: row.package_version,
        "毫秒": lambda row: row.elapsed_ms,
        "提问人代号": lambda row: row.asker,
        "对话代号": lambda row: row.conversation,
    }


def as_object(row: QueryLogRow, zone: ZoneInfo) -> dict[str, Any]:
    """The row with its times in `zone`."""
    times = {"at": _iso(row.at, zone), "vote_at": _iso(row.vote_at, zone)}
    return {"id": row.id} | row.model_dump() | times


def json_lines(rows: Iterable[QueryLogRow], zone: ZoneInfo) -> Iterator[str]:
    """A row a line, whatever a reader takes for the end of one."""
    for row in rows:
        yield json.dumps(as_object(row, zone), ensure_ascii=False).translate(_LINE_ENDS) + "\n"


def _cited(row: QueryLogRow, name: str) -> str:
    return "\n".join(snippet["citation"].get(name) or "" for snippet in row.snippets)


def _iso(at: datetime | None, zone: ZoneInfo) -> str | None:
    return None if at is None else at.astimezone(zone).isoformat(timespec="seconds")
