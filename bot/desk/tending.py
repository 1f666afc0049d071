"""The gaps are kept up to date beside the answering, which never waits for it, and answers that people wait
for are sent.
"""

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.desk import gaps, wishes
from bot.desk.desk import Desk
from bot.store.errors import StoreError
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from retrieval.answerer import Answerer

PERIOD = 2.0
"""Seconds between two looks at the inbox; a look costs a fraction of a millisecond."""
_log = logging.getLogger(__name__)


async def tend(desk: Desk, answerer: "Answerer", stop: asyncio.Event) -> None:
    """Group what comes in, and close what a new edition answers, until `stop`. What fails is tried again."""
    while not stop.is_set():
        try:
            await asyncio.to_thread(gaps.refresh, desk, answerer)
            await asyncio.to_thread(wishes.fulfil, desk, answerer)
        except (StoreError, KnowledgeError) as error:
            _log.warning("缺口暂时没有整理成，稍后再试。%s", error)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), PERIOD)
