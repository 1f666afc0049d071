"""The audit as a table."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from bot.desk.actions import ACTIONS, in_words
from bot.desk.times import local
from bot.store.tables import AuditRow


def columns(zone: ZoneInfo) -> dict[str, Callable[[AuditRow], Any]]:
    """Heading -> what stands below it."""
    return {
        "编号": lambda row: row.id,
        "时间": lambda row: local(row.at, zone, seconds=True),
        "谁": lambda row: row.actor,
        "经由": lambda row: row.via,
        "做了什么": lambda row: ACTIONS.get(row.action, row.action),
        "对象": lambda row: row.target,
        "详情": lambda row: in_words(row.detail),
    }
