"""What Telegram delivers to the webhook's path; it comes before every other guard and route."""

import json
import logging
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

if TYPE_CHECKING:
    from bot.telegram.webhook import Webhook

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
LARGEST = 1024 * 1024  # bytes; the largest update that was seen has 40 kB

logger = logging.getLogger(__name__)


class Deliveries:
    """Passes genuine deliveries on, and answers once they are kept. A wrong secret costs no work."""

    def __init__(self, app: ASGIApp, webhook: "Webhook") -> None:
        self.app, self.webhook = app, webhook

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != self.webhook.path:
            await self.app(scope, receive, send)
            return
        answer = Response(status_code=await self._status(scope, receive))
        await answer(scope, receive, send)

    async def _status(self, scope: Scope, receive: Receive) -> int:
        if scope["method"] != "POST":
            return 405
        if not self.webhook.is_genuine(Headers(scope=scope).get(SECRET, "")):
            logger.warning("a delivery with a wrong secret was refused")
            return 403
        body = await _body(Request(scope, receive))
        if body is None:
            return 413
        try:
            await self.webhook.received(json.loads(body))
        except (KeyError, TypeError, ValueError, AttributeError):
            logger.exception("a delivery could not be read")
            return 400
        return 200


async def _body(request: Request) -> bytes | None:
    """The whole body, None where it is too large."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            return None
    return body
