"""HTTP to the Bot API: what became of a call that failed, and whether polling is alive.

telegram.error.NetworkError
├── NotSent         nothing reached Telegram
├── ServerFailed    Telegram answered 5xx
├── Dropped         the connection broke or fell silent: Telegram may have acted
└── PollRefused     getUpdates was answered 401 or 404
"""

from time import monotonic
from typing import Any

from telegram.error import NetworkError
from telegram.request import HTTPXRequest

# Seconds. A reply that Telegram takes longer than this to accept counts as dropped.
TIMEOUTS: dict[str, Any] = {
    "connect_timeout": 10.0,
    "read_timeout": 15.0,
    "write_timeout": 15.0,
    "pool_timeout": 5.0,
}
# The errors of httpx, which HTTPXRequest gives as the cause, that come before a call is on its way
_NEVER_SENT = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError"})


class NotSent(NetworkError):
    """Nothing reached Telegram."""


class ServerFailed(NetworkError):
    """Telegram answered 5xx."""


class Dropped(NetworkError):
    """The connection broke or fell silent after the call may have arrived."""


class PollRefused(NetworkError):
    """getUpdates was answered 401 or 404, which also happens in passing."""


class CallRequest(HTTPXRequest):
    """Calls of Bot API methods; raises the errors above in place of one NetworkError for all."""

    def __init__(self, proxy: str | None = None) -> None:
        super().__init__(proxy=proxy, **TIMEOUTS)

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        try:
            code, payload = await super().do_request(*args, **kwargs)
        except NetworkError as error:
            kind = NotSent if type(error.__cause__).__name__ in _NEVER_SENT else Dropped
            raise kind(error.message) from error.__cause__
        if code >= 500:
            raise ServerFailed(f"HTTP {code}")
        return code, payload


class PollRequest(HTTPXRequest):
    """getUpdates. A refusal in passing does not end polling, as InvalidToken would (measured on 22.8).

    `heard` is when a poll last ended in any way; `refused_since` is when refusals began, None after an
    answer. Both are monotonic seconds.
    """

    def __init__(self, proxy: str | None = None) -> None:
        super().__init__(proxy=proxy, connection_pool_size=1, **TIMEOUTS)
        self.heard = monotonic()
        self.refused_since: float | None = None

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        try:
            code, payload = await super().do_request(*args, **kwargs)
        finally:
            self.heard = monotonic()
        if code in (401, 404):
            self.refused_since = self.refused_since or self.heard
            raise PollRefused(f"HTTP {code}")
        if code == 200:
            self.refused_since = None
        return code, payload
