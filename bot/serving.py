"""fupin run: the web page, Telegram and what goes on beside them, from the start to the stop."""

import asyncio
import logging
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing, contextmanager
from socket import socket
from typing import TYPE_CHECKING, Any

from bot import app, http_server, process_log, transport
from bot.errors import BotError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk
    from bot.metrics import Metrics
    from bot.telegram import FrontEnd

Job = Coroutine[Any, Any, None]
"""Something that goes on until the stop; where it ends before, the program ends."""

_log = logging.getLogger(__name__)


async def run(settings: Settings) -> int:
    """Serve the web page, and Telegram where there is a token, until SIGTERM or SIGINT.

    Returns the exit status. Raises StartError, StoreError and KnowledgeError for what keeps it from starting.
    """
    process_log.configure(settings.telegram_token, settings.log_json)
    transport.check(settings)
    with closing(http_server.listen(settings.web_host, settings.web_port)) as listener:
        settings = settings.model_copy(update={"web_port": listener.getsockname()[1]})
        with _on_signals(lambda: sys.exit(0)), app.nothing_collected():
            from bot.metrics import Metrics

            desk, metrics = app.desk(settings), Metrics()
            ready = app.answering(desk, metrics)
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        with _on_signals(lambda: loop.call_soon_threadsafe(stop.set)):
            jobs = _jobs(desk, ready, metrics, listener, stop)
            _announce(settings)
            ended = await asyncio.gather(*(_and_then_stop(job, stop) for job in jobs))
    print("已停止。", flush=True)
    return 0 if all(ended) else 1


@contextmanager
def _on_signals(act: Callable[[], object]) -> Iterator[None]:
    """What SIGTERM and SIGINT do within the block."""
    before = {each: signal.signal(each, lambda *_: act()) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _jobs(
    desk: "Desk", ready: "Assistant", metrics: "Metrics", listener: socket, stop: asyncio.Event
) -> list[Job]:
    """All that goes on until `stop`. The front ends are put together now: what they lack is said at once."""
    from bot import web
    from bot.desk import digests, retention, tending
    from bot.store.writing_back import keep_writing_back
    from bot.watching import watch

    settings = desk.settings
    front = _telegram(desk, ready) if settings.telegram_token is not None else None
    site = web.build(
        ready, desk, front.webhook if front else None, metrics, front.username if front else None
    )
    jobs: list[Job] = [
        http_server.serve(site, settings, listener, stop),
        tending.tend(desk, ready.answerer, stop),
        retention.keep_pruning(desk, stop),
        keep_writing_back(desk.store.engine, stop),
    ]
    if front is not None:
        metrics.show("inbox_waiting", "Updates of Telegram not worked off yet.", front.queue.waiting)
        metrics.show("outbox_waiting", "Messages that wait to be sent.", front.sender.waiting)
        jobs += [_serve_telegram(front, stop), digests.keep_telling(desk, ready.answerer, stop)]
    if settings.watch:
        jobs.append(watch(settings.home, settings.library, settings.editions_kept, stop, settings.limits))
    return jobs


async def _and_then_stop(job: Job, stop: asyncio.Event) -> bool:
    """Whether the job ended well; its failure is reported here, so that the other can end in peace."""
    try:
        await job
    except BotError as error:
        print(error, file=sys.stderr, flush=True)
        return False
    except Exception:
        _log.exception("程序出错，即将退出")
        return False
    finally:
        stop.set()
    return True


def _telegram(desk: "Desk", ready: "Assistant") -> "FrontEnd":
    from bot import telegram

    try:
        return telegram.build(ready, desk)
    except telegram.TelegramFailure as error:
        raise BotError(str(error)) from error


async def _serve_telegram(front: "FrontEnd", stop: asyncio.Event) -> None:
    from bot import telegram

    try:
        await telegram.run(front, stop)
    except telegram.TelegramFailure as error:
        raise BotError(str(error)) from error


def _announce(settings: Settings) -> None:
    host = f"[{settings.web_host}]" if ":" in settings.web_host else settings.web_host
    scheme = "https" if settings.web_tls_cert else "http"
    print(f"网页已启动：{scheme}://{host}:{settings.web_port}/ （按 Ctrl+C 停止）")
    if settings.web_public:
        print("注意：设置了 FUPIN_WEB_PUBLIC=1，凡能连上网页的人都能提问。")
    if settings.web_trusted_proxy and settings.web_url is None:
        print("注意：网页在反向代理之后，请把别人打开它用的地址设置为 FUPIN_WEB_URL。")
    if settings.telegram_token is None:
        print(
            "Telegram 机器人没有启动：在 Telegram 里找 @BotFather，发送 /newbot 领取令牌，"
            "设置为 FUPIN_TELEGRAM_TOKEN 后重新运行。"
        )
    else:
        print("Telegram 机器人正在启动。")
    _announce_pause(settings)
    sys.stdout.flush()


def _announce_pause(settings: Settings) -> None:
    """Whoever went back to an earlier edition may have forgotten it by the next start."""
    from knowledge.editions import Editions

    editions = Editions(settings.home)
    if editions.paused():
        print(
            f"注意：现在用的是退回的第 {editions.current()} 版资料库，自动更新已暂停；"
            "执行 fupin kb reload 后恢复。"
        )
