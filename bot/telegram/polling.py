"""Serving: connect, poll until told to stop, answer what was received, disconnect."""

import asyncio
import logging
from collections.abc import Coroutine
from itertools import chain, repeat
from time import monotonic
from typing import Any

from telegram import BotCommand
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Updater

from bot import messages
from bot.telegram.application import ADMINS, POLLS, Bot
from bot.telegram.conflict import Conflicts
from bot.telegram.errors import PollingDied, TokenRejected
from bot.telegram.requests import PollRequest

UPDATES = ("message", "callback_query")
SILENCE = 180.0  # seconds without a poll: one lasts 25 at most, the pause after a failed one 30
REFUSAL = 300.0  # seconds in which Telegram refuses every poll
DRAIN = 60.0  # seconds for answering what was received before the stop
HANG_UP = 5.0  # seconds for ending the poll under way
RECONNECT = (0.5, 1, 2, 5, 10)  # seconds between tries to connect, then always 30

logger = logging.getLogger(__name__)


async def run(
    application: Bot,
    stop: asyncio.Event,
    *,
    silence: float = SILENCE,
    refusal: float = REFUSAL,
    drain: float = DRAIN,
) -> None:
    """Serve until `stop` is set; then every question already received is answered, for `drain` seconds.

    Waits for Telegram where it cannot be reached. Raises TokenRejected where Telegram does not know the
    token, PollingDied where no poll went out for `silence` seconds or each was refused for `refusal`.
    """
    try:
        if await _until(stop, _connect(application)):
            await _until(stop, _watch(application.bot_data[POLLS], silence, refusal))
    finally:
        await _close(application, drain)


async def _until(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Do the work, or leave it where `stop` is set first. Whether it was done."""
    tasks = (asyncio.create_task(work), asyncio.create_task(stop.wait()))
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if tasks[0].done():
            tasks[0].result()
        return tasks[0].done()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _connect(application: Bot) -> None:
    try:
        await _initialize(application)
        await application.start()
        await _start_polling(application)
    except InvalidToken:
        raise TokenRejected(messages.TOKEN_REJECTED) from None  # InvalidToken's text holds the token
    application.create_task(_publish_commands(application))
    logger.info(messages.CONNECTED, application.bot.username)


async def _initialize(application: Bot) -> None:
    """As long as Telegram cannot be reached, try again."""
    for pause in chain(RECONNECT, repeat(30)):
        try:
            return await application.initialize()
        except InvalidToken:
            raise
        except TelegramError as error:
            logger.warning("%s（%s）", messages.UNREACHABLE, error)
            await asyncio.sleep(pause)


async def _start_polling(application: Bot) -> None:
    """Questions asked while the bot was away are kept, and the first call is made until it succeeds."""
    await _updater(application).start_polling(
        bootstrap_retries=-1,
        drop_pending_updates=False,
        allowed_updates=UPDATES,
        error_callback=Conflicts(application, application.bot_data[ADMINS]).noticed,
    )


async def _publish_commands(application: Bot) -> None:
    """The menu of commands. The bot works without it."""
    try:
        await application.bot.set_my_commands([BotCommand(*item) for item in messages.COMMANDS.items()])
    except TelegramError as error:
        logger.warning("the menu of commands could not be set: %s", error)


async def _watch(polls: PollRequest, silence: float, refusal: float) -> None:
    """Return never; raise where no more questions can arrive."""
    while True:
        await asyncio.sleep(min(silence, refusal) / 10)
        now = monotonic()
        if now - polls.heard > silence:
            raise PollingDied(messages.POLLING_SILENT)
        if polls.refused_since is not None and now - polls.refused_since > refusal:
            raise PollingDied(messages.POLLING_REFUSED)


async def _close(application: Bot, drain: float) -> None:
    if _updater(application).running:
        await _hang_up(application)
    if application.running:
        await _drain(application, drain)
    await application.shutdown()
    await application.bot.shutdown()  # where connecting was cut short, the application has not begun


async def _hang_up(application: Bot) -> None:
    """End polling; the last call confirms what was received. The pause after a failed poll is cut short."""
    try:
        async with asyncio.timeout(HANG_UP):
            await _updater(application).stop()
    except Exception:  # such as the one that polling died of
        logger.warning("the last updates could not be confirmed and may arrive again", exc_info=True)


async def _drain(application: Bot, limit: float) -> None:
    """Answer what was received. The queue is empty before the application stops: then it only waits."""
    logger.info(messages.DRAINING)
    try:
        async with asyncio.timeout(limit):
            await application.update_queue.join()
            await application.stop()
    except TimeoutError:
        logger.error(messages.NOT_DRAINED)
        await _abandon(application)


async def _abandon(application: Bot) -> None:
    try:
        async with asyncio.timeout(0):
            await application.stop()
    except TimeoutError:
        return


def _updater(application: Bot) -> Updater:
    """An application that `build` made has one."""
    assert application.updater is not None  # noqa: S101
    return application.updater
