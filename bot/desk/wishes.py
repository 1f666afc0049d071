"""Whoever wanted to hear of an answer gets it, once, when the gap of the question is answered."""

from typing import TYPE_CHECKING

from bot import messages
from bot.desk import access, gaps
from bot.desk.desk import Desk
from bot.store.outbox import Letter, Outbox
from bot.store.wishes import Wish

if TYPE_CHECKING:
    from retrieval.answerer import Answerer

AGAIN = "sg:{log_id}:0"
"""The data of the button that asks the question of a log row again; bot.telegram.answering knows it."""


def fulfil(desk: Desk, answerer: "Answerer") -> int:
    """Put a letter into the outbox for every wish that can be fulfilled now; returns how many are new.

    The letter has a name of its own, so that it is sent once though the process ends before the wish is
    removed. Raises StoreError and KnowledgeError.
    """
    return sum(_fulfilled(desk, wish, answerer) for wish in desk.store.wishes.answerable(answerer.edition))


def leave(desk: Desk, chat: int) -> None:
    """The chat cannot be written to any more: forget what it wanted to hear of."""
    desk.store.wishes.leave(chat)
    desk.store.subscriptions.cancel(chat)


def _fulfilled(desk: Desk, wish: Wish, answerer: "Answerer") -> int:
    if access.role(desk, wish.person) in (None, "blocked"):
        desk.store.wishes.fulfil(wish)
        return 0
    answer = answerer.answer(wish.question)
    if not gaps.is_good(answer):
        return 0
    button = ("🔄 再问一次", AGAIN.format(log_id=wish.log_id))
    parts = messages.answer_html(answer, f"您问过“{wish.question}”，现在有答案了：")
    put = Outbox(desk.store.engine).put([Letter(wish.name, wish.chat, parts, ((button,),))])
    desk.store.wishes.fulfil(wish)
    return put
