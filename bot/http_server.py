"""The web server: uvicorn, told to leave signals, the log and proxies to the program."""

import asyncio
import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from bot.errors import StartError
from bot.settings import Settings
from knowledge.errors import reason_of

GRACE = 5
"""Seconds that a browser's request may still take after the stop."""

_REASONS = {
    errno.EADDRINUSE: "端口已被占用。可能已有一个 fupin 在运行；也可以用 FUPIN_WEB_PORT 换一个端口。",
    errno.EACCES: "没有使用这个端口的权限。请用 FUPIN_WEB_PORT 换一个 1024 以上的端口。",
    errno.EADDRNOTAVAIL: "这台机器没有这个地址。请检查 FUPIN_WEB_HOST。",
    socket.EAI_NONAME: "找不到这个地址。请检查 FUPIN_WEB_HOST。",
}
"""Why the page cannot be served, and what to do about it."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections from now on. Raises StartError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        reason = _REASONS.get(
            error.errno or 0, f"{reason_of(error)}。请检查 FUPIN_WEB_HOST 和 FUPIN_WEB_PORT。"
        )
        raise StartError(f"网页无法在 {host} 的 {port} 端口启动：{reason}") from error


async def serve(site: Any, settings: Settings, listener: socket.socket, stop: asyncio.Event) -> None:
    """Serve the application until `stop`, or until the server ends by itself."""
    server = _server(site, settings)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    await serving


def _server(site: Any, settings: Settings) -> uvicorn.Server:
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
