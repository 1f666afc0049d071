"""Guards around every request: how it came, security headers, what its body may be."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer a form would not say that it is our own
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_TLS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}  # seconds: a year
_KILOBYTE = 1024
_SENDING = ("POST", "PUT", "PATCH")


def security_headers(scheme: str) -> dict[str, str]:
    """What every response carries; behind TLS also that browsers shall never come without."""
    return HEADERS | _TLS_ONLY if scheme == "https" else HEADERS


def caching(path: str) -> str:
    """Answers are never kept; static files are, but asked about each time (a 304 costs next to nothing)."""
    return "no-cache" if path.startswith("/static/") else "no-store"


class SecurityHeaders:
    """Adds the security headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(security_headers(scope["scheme"]))
                headers.setdefault("Cache-Control", caching(scope["path"]))
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class Transport:
    """Believes X-Forwarded-For and -Proto of trusted proxies alone; lets in nobody whom others can hear.

    Let in are https, what a trusted proxy brings, this machine's own requests, and questions whether the
    service is well.
    """

    def __init__(self, app: ASGIApp, proxies: Collection[str] = ()) -> None:
        self.app = app
        self._proxies = [ip_network(each) for each in proxies]
        self._behind_proxy = ProxyHeadersMiddleware(app, list(proxies))  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif self._is_proxy(peer := _peer(scope)):
            await self._behind_proxy(scope, receive, send)  # type: ignore[arg-type]
        elif scope["scheme"] == "https" or is_this_machine(peer) or scope["path"] == "/healthz":
            await self.app(scope, receive, send)
        else:
            await PlainTextResponse("请用 https 开头的地址打开。", 403)(scope, receive, send)

    def _is_proxy(self, peer: str) -> bool:
        return bool(self._proxies) and any(ip_address(peer) in each for each in self._proxies)


def _peer(scope: Scope) -> str:
    """The address at the other end of the connection."""
    return str(scope["client"][0])


def is_this_machine(peer: str) -> bool:
    """Whether a request comes from this machine."""
    return ip_address(peer).is_loopback


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """What may be sent to paths that begin with `prefix`: so many bytes, and only JSON where so set."""

    prefix: str
    largest: int
    json: bool = False

    @property
    def sentence(self) -> str:
        return f"内容太长，请控制在 {self.largest // _KILOBYTE} KB 以内。"


class Bodies:
    """Refuses bodies that are too large (413) or should be JSON (415); the first limit that fits counts.

    A browser sends JSON to another site only after asking that site first, which is never granted here;
    a plain form, which it would send without asking, is refused. So no other site can post for a visitor.
    """

    def __init__(self, app: ASGIApp, limits: Sequence[BodyLimit]) -> None:
        self.app, self.limits = app, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = next(each for each in self.limits if scope["path"].startswith(each.prefix))
        if limit.json and scope["method"] in _SENDING and not _is_json_or_nothing(Headers(scope=scope)):
            detail = "请用 Content-Type: application/json 发送 JSON。"
            await JSONResponse({"detail": detail}, 415)(scope, receive, send)
        else:
            await self.app(scope, _bounded(receive, limit), send)


def _bounded(receive: Receive, limit: BodyLimit) -> Receive:
    """Raises HTTPException 413 as soon as too much has come; the length announced is not relied on."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit.largest:
            raise HTTPException(413, limit.sentence)
        return message

    return bounded


def _is_json_or_nothing(headers: Headers) -> bool:
    if not {"content-type", "transfer-encoding"} & set(headers) and headers.get("content-length", "0") == "0":
        return True
    return headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"
