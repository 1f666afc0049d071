"""The composition root: settings become the program that runs."""

import asyncio
import errno
import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.errors import BotError, StartError
from bot.settings import Settings
from knowledge.errors import reason_of

if TYPE_CHECKING:
    import uvicorn

    from bot.assistant import Assistant
    from bot.desk.desk import Desk
    from bot.metrics import Metrics
    from bot.store.querylog import QueryLog
    from bot.telegram import FrontEnd

GRACE = 5
"""Seconds that a browser's request may still take after the stop."""

_REASONS = {
    errno.EADDRINUSE: "端口已被占用。可能已有一个 fupin 在运行；也可以用 FUPIN_WEB_PORT 换一个端口。",
    errno.EACCES: "没有使用这个端口的权限。请用 FUPIN_WEB_PORT 换一个 1024 以上的端口。",
    errno.EADDRNOTAVAIL: "这台机器没有这个地址。请检查 FUPIN_WEB_HOST。",
    socket.EAI_NONAME: "找不到这个地址。请检查 FUPIN_WEB_HOST。",
}
"""Why the page cannot be served, and what to do about it."""

_log = logging.getLogger(__name__)


def desk(settings: Settings) -> "Desk":
    """What admins work on, the database opened and up to date. Raises StoreError."""
    from bot.desk.desk import Desk
    from bot.store.store import Store

    store = Store(settings.home, settings.database_url, ZoneInfo(settings.timezone))
    store.open()
    return Desk(settings, store)


def query_log(settings: Settings) -> "QueryLog":
    """The log of this installation, its database up to date. Raises StoreError."""
    return desk(settings).store.log


def assistant(settings: Settings) -> "Assistant":
    """The assistant, ready to answer; the first one on a new home builds the library's first edition.

    Raises StoreError and KnowledgeError.
    """
    with _nothing_collected():
        return _answering(desk(settings))


def _answering(desk: "Desk", metrics: "Metrics | None" = None) -> "Assistant":
    from bot.assistant import Assistant
    from retrieval.answerer import Answerer

    edition(desk.settings)
    answerer = Answerer(desk.settings.home)
    answerer.warm()
    idle = desk.settings.conversation_minutes
    if metrics is None:
        return Assistant(answerer, desk.store.log, idle_minutes=idle)
    metrics.show("edition", "The edition of the library that answers.", lambda: answerer.edition)
    return Assistant(answerer, desk.store.log, metrics.count, idle)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """For loading what stays until the end: looking for garbage in it meanwhile costs 7 % of the start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def edition(settings: Settings) -> int:
    """The number of the edition that answers, built first where there is none that fits this program."""
    from knowledge.editions import Editions
    from retrieval.reload import ensure

    warn_of_missing_library(settings)
    if Editions(settings.home).current() is None:
        print("第一次使用，正在建立资料库，请稍候……", file=sys.stderr, flush=True)
    return ensure(settings.home, settings.library, settings.editions_kept, settings.limits)


def warn_of_missing_library(settings: Settings) -> None:
    """A folder that is not there counts as an empty one, but it may be a slip of the pen."""
    if settings.library is not None and not settings.library.is_dir():
        print(f"注意：没有 FUPIN_LIBRARY 指定的文件夹 {settings.library}，按空文件夹处理。", file=sys.stderr)


async def run(settings: Settings) -> int:
    """Serve the web page, and Telegram where there is a token, until SIGTERM or SIGINT.

    Returns the exit status. Raises StartError, StoreError and KnowledgeError for what keeps it from starting.
    """
    from bot import process_log, transport

    process_log.configure(settings.telegram_token, settings.log_json)
    transport.check(settings)
    with closing(_listen(settings.web_host, settings.web_port)) as listener:
        settings = settings.model_copy(update={"web_port": listener.getsockname()[1]})
        with _on_signals(lambda: sys.exit(0)), _nothing_collected():
            from bot.metrics import Metrics

            work, metrics = desk(settings), Metrics()
            ready = _answering(work, metrics)
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        with _on_signals(lambda: loop.call_soon_threadsafe(stop.set)):
            return await _serve(work, ready, metrics, listener, stop)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        reason = _REASONS.get(
            error.errno or 0, f"{reason_of(error)}。请检查 FUPIN_WEB_HOST 和 FUPIN_WEB_PORT。"
        )
        raise StartError(f"网页无法在 {host} 的 {port} 端口启动：{reason}") from error


@contextmanager
def _on_signals(act: Callable[[], object]) -> Iterator[None]:
    """What SIGTERM and SIGINT do within the block."""
    before = {each: signal.signal(each, lambda *_: act()) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


async def _serve(
    desk: "Desk", ready: "Assistant", metrics: "Metrics", listener: socket.socket, stop: asyncio.Event
) -> int:
    """Both front ends; the first one to end ends the other. 1 where one of them failed."""
    from bot import web

    settings = desk.settings
    front = _telegram(desk, ready) if settings.telegram_token is not None else None
    site = web.build(
        ready, desk, front.webhook if front else None, metrics, front.username if front else None
    )
    jobs = [_serve_web(_server(site, settings), listener, stop)]
    if front is not None:
        metrics.show("inbox_waiting", "Updates of Telegram not worked off yet.", front.queue.waiting)
        jobs.append(_serve_telegram(front, stop))
        jobs.append(_tell_subscribers(desk, ready, stop))
    if settings.watch:
        jobs.append(_watch_library(settings, stop))
    jobs.append(_tend_gaps(desk, ready, stop))
    jobs.append(_prune_log(desk, stop))
    _announce(settings)
    ended = await asyncio.gather(*(_and_then_stop(job, stop) for job in jobs))
    print("已停止。", flush=True)
    return 0 if all(ended) else 1


async def _prune_log(desk: "Desk", stop: asyncio.Event) -> None:
    from bot.desk.retention import keep_pruning

    await keep_pruning(desk, stop)


async def _and_then_stop(job: Coroutine[Any, Any, None], stop: asyncio.Event) -> bool:
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


async def _watch_library(settings: Settings, stop: asyncio.Event) -> None:
    from bot.watching import watch

    await watch(settings.home, settings.library, settings.editions_kept, stop, settings.limits)


async def _tend_gaps(desk: "Desk", ready: "Assistant", stop: asyncio.Event) -> None:
    from bot.desk.tending import tend

    await tend(desk, ready.answerer, stop)


async def _tell_subscribers(desk: "Desk", ready: "Assistant", stop: asyncio.Event) -> None:
    from bot.desk.digests import keep_telling

    await keep_telling(desk, ready.answerer, stop)


async def _serve_web(server: "uvicorn.Server", listener: socket.socket, stop: asyncio.Event) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    await serving


def _server(site: Any, settings: Settings) -> "uvicorn.Server":
    """uvicorn, which leaves signals, the log and proxies to us."""
    import uvicorn

    class Server(uvicorn.Server):
        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield

    config = uvicorn.Config(
        site,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ssl_certfile=settings.web_tls_cert,
        ssl_keyfile=settings.web_tls_key,
        ws="none",
        timeout_graceful_shutdown=GRACE,
    )
    return Server(config)


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
