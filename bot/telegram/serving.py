"""Serving: connect, receive until told to stop, answer what was received, disconnect."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from itertools import chain, repeat
from typing import Any

from telegram.error import BadRequest, InvalidToken, TelegramError

from bot import messages
from bot.telegram.admin.menus import MENUS
from bot.telegram.application import Bot
from bot.telegram.errors import TokenRejected, WebhookRefused
from bot.telegram.front_end import FrontEnd

DRAIN = (
    8.0  # seconds for answering what was received before the stop; the rest is answered after the next start
)
RECONNECT = (0.5, 1, 2, 5, 10)  # seconds between tries to connect, then always 30

logger = logging.getLogger(__name__)


async def run(front: FrontEnd, stop: asyncio.Event, *, drain: float = DRAIN) -> None:
    """Serve until `stop` is set; then the questions already received are answered, for `drain` seconds.

    Waits for Telegram where it cannot be reached. Raises TokenRejected where Telegram does not know the
    token, WebhookRefused where it does not take the address, PollingDied where no more updates arrive.
    """
    working: list[asyncio.Task[None]] = []
    try:
        if await _until(stop, _connect(front)):
            working += [
                asyncio.create_task(work)
                for work in (
                    front.queue.feed(front.application.bot),
                    front.queue.hold(),
                    front.sender.send(),
                    front.sender.hold(),
                    front.application.bot_data[MENUS].keep(),
                )
            ]
            await _until(stop, _first_failure(front.receiver.watch(), *working))
    finally:
        await _close(front, working, drain)


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


async def _first_failure(watching: Coroutine[Any, Any, None], *working: "asyncio.Task[None]") -> None:
    """Raise what the first of them raises. The tasks live on."""
    watch = asyncio.ensure_future(watching)
    try:
        done, _ = await asyncio.wait((watch, *working), return_when=asyncio.FIRST_COMPLETED)
        for each in done:
            each.result()
    finally:
        watch.cancel()


async def _connect(front: FrontEnd) -> None:
    try:
        await _reached(front.application.initialize)
        await front.application.start()
        await _reached(front.receiver.start)
    except InvalidToken:
        raise TokenRejected(messages.TOKEN_REJECTED) from None  # InvalidToken's text holds the token
    except BadRequest as error:
        raise WebhookRefused(f"{messages.WEBHOOK_REFUSED}（{error.message}）") from error
    logger.info(messages.CONNECTED, front.application.bot.username)


async def _reached(call: Callable[[], Awaitable[None]]) -> None:
    """As long as Telegram cannot be reached, try again."""
    for pause in chain(RECONNECT, repeat(30)):
        try:
            return await call()
        except (InvalidToken, BadRequest):
            raise
        except TelegramError as error:
            logger.warning("%s（%s）", messages.UNREACHABLE, error)
            await asyncio.sleep(pause)


async def _close(front: FrontEnd, working: "list[asyncio.Task[None]]", drain: float) -> None:
    await front.receiver.stop()
    if front.application.running:
        await _drain(front, drain)
    for task in working:
        task.cancel()
    await asyncio.gather(*working, return_exceptions=True)
    await front.queue.release()
    await front.sender.release()
    await front.application.shutdown()
    await front.application.bot.shutdown()  # where connecting was cut short, the application has not begun


async def _drain(front: FrontEnd, limit: float) -> None:
    """Answer what was received. The queue is empty before the application stops: then it only waits."""
    logger.info(messages.DRAINING)
    try:
        async with asyncio.timeout(limit):
            await front.queue.drained()
            await front.application.stop()
    except TimeoutError:
        logger.warning(messages.NOT_DRAINED)
        await _abandon(front.application)


async def _abandon(application: Bot) -> None:
    try:
        async with asyncio.timeout(0):
            await application.stop()
    except TimeoutError:
        return
