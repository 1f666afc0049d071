"""Builds the web application: routes, guards and static files around one Assistant."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.trustedhost import TrustedHostMiddleware

from bot.assistant import Assistant
from bot.desk.desk import Desk
from bot.settings import Settings
from bot.store.version import package_version
from bot.web import admin, api, errors, pages, reference, sign_in
from bot.web.guards import JsonOnly, SecurityHeaders
from bot.web.rendering import environment

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
ABOUT = (
    "向本机构的政策资料库提问，得到注明出处的原文摘录；资料库没有收录的，会说明原因。"
    "所有请求和回复都是 UTF-8 编码的 JSON，文字位置一律按字符（Unicode 码点）计算，从 0 开始，含头不含尾。"
)


def build(assistant: Assistant, desk: Desk) -> FastAPI:
    """The pages and the API over `assistant` and `desk`; nothing is listening yet.

    On a loopback address only loopback names are accepted in the Host header, so that a foreign site
    cannot reach the service through a name that it points at 127.0.0.1.
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
    app.state.templates = environment()
    admin.prepare(app.state.templates, desk.settings.timezone)
    for routes in (pages, api, reference, sign_in, admin):
        app.include_router(routes.router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    errors.install(app)
    _guard(app, desk.settings)
    return app


def _guard(app: FastAPI, settings: Settings) -> None:
    """The last one added sees a request first."""
    app.add_middleware(JsonOnly, prefix="/api/")
    if settings.web_is_local:
        hosts = [*LOOPBACK_NAMES, _as_named(settings.web_host)]
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)
    app.add_middleware(SecurityHeaders)


def _as_named(host: str) -> str:
    """An address as a Host header writes it: IPv6 in brackets."""
    bare = host.strip("[]")
    return f"[{bare}]" if ":" in bare else bare
