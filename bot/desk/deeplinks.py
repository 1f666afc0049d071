"""Links from elsewhere into Telegram, to a question that was asked: t.me/<bot>?start=q_<key>."""

from bot.desk.desk import Desk
from bot.desk.masking import masked
from bot.store.counting import is_question
from bot.store.questions import key_of
from retrieval.answer import Answer

QUESTION = "q_"
"""What the parameter begins with."""


def link(bot: str | None, answer: Answer) -> str | None:
    """The address that asks the question on Telegram, of the bot with this username.

    None where there is no bot, for small talk, and for what is not in the log.
    """
    if bot is None or answer.log_id is None or not is_question(answer):
        return None
    return f"https://t.me/{bot}?start={QUESTION}{key_of(masked(answer).understood)}"


def question(desk: Desk, parameter: str) -> str | None:
    """The question that the parameter of a link stands for; None where it is not in the log (any more)."""
    return desk.store.questions.text(parameter.removeprefix(QUESTION))
