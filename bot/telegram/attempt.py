"""One attempt to work off an update: what goes out for it, and how it ends."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol


class Kept(Protocol):
    """Where the progress of an update is kept."""

    async def progress(self, update_id: int, sent: int) -> None: ...


@dataclass(slots=True)
class Attempt:
    """The messages of an update are numbered in the order in which its handler sends them.

    `sent` of them went out in earlier attempts and are left out of this one. `unreached` is set where nothing
    came through to Telegram, so that the update is worked off again later.
    """

    update_id: int
    sent: int
    inbox: Kept
    key: str
    unreached: bool = False
    _number: int = field(default=0, init=False)

    def repeats(self) -> bool:
        """Whether the next message went out in an earlier attempt."""
        self._number += 1
        return self._number <= self.sent

    async def went_out(self) -> None:
        """The message is with Telegram."""
        self.sent = self._number
        await self.inbox.progress(self.update_id, self.sent)


_CURRENT: ContextVar[Attempt | None] = ContextVar("attempt", default=None)


def begin(attempt: Attempt) -> None:
    """What is done in this task from now on is part of the attempt."""
    _CURRENT.set(attempt)


def key() -> str | None:
    """What names the update that is worked off, for ever."""
    attempt = _CURRENT.get()
    return attempt.key if attempt else None


def current() -> Attempt | None:
    """The attempt that the running handler is part of; None where there is no inbox behind it."""
    return _CURRENT.get()
