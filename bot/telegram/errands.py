"""Errands: long work that the bot does beside the questions, such as a reload.

An errand is an update that the bot gives itself. It is in the inbox like all others, so that a crash loses
none and begins it again; it has no chat, so that nobody waits until it is done.
"""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from telegram import Update
from telegram.ext import Application, ApplicationHandlerStop, BaseHandler, CallbackContext

from bot.telegram import attempt

FIELD = "errand"  # of the update
GROUP = -3  # before the access, which lets in people only
Content: TypeAlias = dict[str, Any]
Work: TypeAlias = Callable[[Content], Awaitable[None]]
"""What is done, perhaps more than once; the content is what `send` was given."""


def on(application: Application[Any, Any, Any, Any, Any, Any], kind: str, work: Work) -> None:
    """Errands of this kind are done by `work`."""
    application.add_handler(_Handler(kind, work), group=GROUP)


async def send(application: Application[Any, Any, Any, Any, Any, Any], kind: str, content: Content) -> None:
    """Return once the errand is committed; `content` is JSON.

    To be called in the attempt at an update, which has one errand at most, however often it is attempted.
    """
    begun = attempt.current()
    assert begun is not None  # noqa: S101  # handlers run in one
    errand = Update(-begun.update_id, api_kwargs={FIELD: {"kind": kind, "content": content}})
    await application.update_queue.put(errand)


class _Handler(BaseHandler[Update, CallbackContext[Any, Any, Any, Any], None]):
    def __init__(self, kind: str, work: Work) -> None:
        super().__init__(self._done)
        self._kind, self._work = kind, work

    def check_update(self, update: object) -> bool:
        return isinstance(update, Update) and update.api_kwargs.get(FIELD, {}).get("kind") == self._kind

    async def _done(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        await self._work(update.api_kwargs[FIELD]["content"])
        raise ApplicationHandlerStop
