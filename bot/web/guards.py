"""Guards around every request: security headers, JSON only, a bound on what is sent."""

from collections.abc import AsyncIterator

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A question of 200 characters takes 600 bytes; whoever sends a hundred times that is not asking.
LARGEST_BODY = 64 * 1024  # bytes

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


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
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", caching(scope["path"]))
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class JsonOnly:
    """Refuses bodies under `prefix` that are not JSON (415) or larger than `largest` bytes (413).

    A browser sends JSON to another site only after asking that site first, which is never granted here;
    a plain form, which it would send without asking, is refused. So no other site can post for a visitor.
    """

    def __init__(self, app: ASGIApp, prefix: str, largest: int = LARGEST_BODY) -> None:
        self.app, self.prefix, self.largest = app, prefix, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or not scope["path"].startswith(self.prefix):
            await self.app(scope, receive, send)
        elif not _is_json(Headers(scope=scope)):
            await _refusal(415, "请用 Content-Type: application/json 发送 JSON。")(scope, receive, send)
        elif (body := await self._body(receive)) is None:
            detail = f"内容太长，请控制在 {self.largest // 1024} KB 以内。"
            await _refusal(413, detail)(scope, receive, send)
        else:
            await self.app(scope, _replay(body, receive), send)

    async def _body(self, receive: Receive) -> bytes | None:
        """The whole body, or None as soon as it is too large; the length announced is not relied on."""
        body = b""
        async for chunk in _chunks(receive):
            body += chunk
            if len(body) > self.largest:
                return None
        return body


def _is_json(headers: Headers) -> bool:
    return headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"


def _refusal(status: int, detail: str) -> JSONResponse:
    return JSONResponse({"detail": detail}, status)


async def _chunks(receive: Receive) -> AsyncIterator[bytes]:
    more = True
    while more:
        message = await receive()
        yield message.get("body", b"")
        more = message.get("more_body", False)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Gives the body that was read, then whatever else the server has to say."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay
