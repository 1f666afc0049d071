"""Builds the web application: routes, guards and static files around one Assistant."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.trustedhost import TrustedHostMiddleware

from bot.assistant import Assistant
from bot.desk.desk import Desk
from bot.desk.job import Job
from bot.settings import Settings
from bot.store.version import package_version
from bot.web import admin, api, errors, pages, reference, sign_in
from bot.web import metrics as metrics_page
from bot.web.deliveries import Deliveries
from bot.web.guards import Bodies, BodyLimit, SecurityHeaders, Transport
from bot.web.rendering import environment

if TYPE_CHECKING:
    from bot.metrics import Metrics
    from bot.telegram.webhook import Webhook

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
LARGEST_UPLOAD = 200 * 1024 * 1024
# In bytes. A question of 200 characters takes 600; whoever sends a hundred times that is not asking.
BODY_LIMITS = (
    BodyLimit("/api/admin/uploads", LARGEST_UPLOAD),
    BodyLimit("/api/", 64 * 1024, json=True),
    BodyLimit("/admin/library/upload", LARGEST_UPLOAD),
    BodyLimit("/admin/", 1024 * 1024),
    BodyLimit("", 64 * 1024),
)
ABOUT = (
    "向本机构的政策资料库提问，得到注明出处的原文摘录；资料库没有收录的，会说明原因。"
    "所有请求和回复都是 UTF-8 编码的 JSON，文字位置一律按字符（Unicode 码点）计算，从 0 开始，含头不含尾。"
)


def build(
    assistant: Assistant,
    desk: Desk,
    webhook: "Webhook | None" = None,
    metrics: "Metrics | None" = None,
    bot: Callable[[], str | None] | None = None,
) -> FastAPI:
    """The pages and the API over `assistant` and `desk`; nothing is listening yet.

    Where there is a `webhook`, what Telegram delivers to its path is passed to it; `metrics` can be fetched.
    `bot` tells the username of the bot that runs beside it, once that is known.

    On a loopback address only loopback names and that of FUPIN_WEB_URL are accepted in the Host header, so
    that a foreign site cannot reach the service through a name that it points at 127.0.0.1.
    """
    app = FastAPI(
        title="扶贫政策问答接口",
        description=ABOUT,
        version=package_version(),
        docs_url=None,
        redoc_url=None,
    )
    app.state.assistant = assistant
    app.state.desk = desk
    app.state.metrics = metrics
    app.state.bot = bot or (lambda: None)
    app.state.job = Job()
    app.state.templates = environment()
    admin.prepare(app.state.templates, desk.settings.timezone)
    for router in (
        *(each.router for each in (pages, api, reference, sign_in, admin, metrics_page)),
        api.health,
    ):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    errors.install(app)
    _guard(app, desk.settings)
    if webhook is not None:
        app.add_middleware(Deliveries, webhook=webhook)
    return app


def _guard(app: FastAPI, settings: Settings) -> None:
    """The last one added sees a request first."""
    app.add_middleware(Bodies, limits=BODY_LIMITS)
    if settings.web_is_local:
        public = urlsplit(settings.web_url or "").hostname
        hosts = [*LOOPBACK_NAMES, _as_named(settings.web_host), *([_as_named(public)] if public else [])]
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Transport, proxies=settings.web_trusted_proxy or ())


def _as_named(host: str) -> str:
    """An address as a Host header writes it: IPv6 in brackets."""
    bare = host.strip("[]")
    return f"[{bare}]" if ":" in bare else bare
