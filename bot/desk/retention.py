"""The deletion of old rows of the query log, of forgotten uploads, and of what can be changed no longer."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.desk import log
from bot.desk.desk import Desk
from bot.desk.library import uploads
from bot.store.audit import Actor
from bot.store.errors import StoreError
from bot.store.periods import day_part

EVERY = 600.0
"""Seconds between two looks at whether a new day has begun."""

BY = Actor("自动清理", "cli")
_log = logging.getLogger(__name__)


async def keep_pruning(desk: Desk, stop: asyncio.Event) -> None:
    """Until `stop`: rows of the log once a day, the others at each look.

    The database knows the last day, so that a restart changes nothing.
    """
    while not stop.is_set():
        try:
            await asyncio.to_thread(uploads.prune, desk)
            await asyncio.to_thread(desk.store.given.prune)
            await asyncio.to_thread(prune_if_due, desk, lambda: not stop.is_set())
        except StoreError as error:
            _log.error("没能删除过期的问答记录，稍后再试。%s", error)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), EVERY)


def prune_if_due(desk: Desk, wanted: Callable[[], bool]) -> int:
    """Delete what is older than the setting allows, if that was not done today; returns how many rows.

    It ends early where that is no longer `wanted`, and is then due as before.
    """
    today = datetime.now(ZoneInfo(desk.settings.timezone)).date()
    retention, days = desk.store.retention, desk.settings.log_days
    if not days or retention.pruned_on() == day_part(today):
        return 0
    deleted = log.prune(desk, days, BY, wanted)
    if wanted():
        retention.done(today)
    if deleted:
        _log.info("已删除 %d 条超过 %d 天的问答记录。", deleted, days)
    return deleted
