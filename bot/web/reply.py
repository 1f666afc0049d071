"""What the API and the page give for an Answer: the contract's JSON and what only a screen needs."""

from typing import Any

from bot import messages
from bot.citing import reference
from bot.desk.deeplinks import link
from bot.remarks import note, refusal, remarks
from retrieval.answer import Answer


def reply(answer: Answer, conversation: str, bot: str | None = None) -> dict[str, Any]:
    """Answer.to_json() and more: `message`, `region_label`, `conversation`, `telegram`, the link that asks
    it there of the bot with that username, and of each snippet a `note` and its citation's `line`.
    """
    value = answer.to_json()
    for snippet, shown in zip(answer.snippets, value["snippets"], strict=True):
        shown["note"] = note(snippet) or None
        shown["citation"]["line"] = reference(snippet.citation)
    region = messages.region_label(answer) or None
    others = {"region_label": region, "conversation": conversation, "telegram": link(bot, answer)}
    return {**value, "message": _message(answer), **others}


def _message(answer: Answer) -> str | None:
    """Without the suggestions and what was understood, which stand in fields of their own."""
    if answer.status == "unanswered":
        return "\n".join([*remarks(answer), *refusal(answer)])
    if answer.status == "smalltalk":
        return messages.smalltalk_text(answer.question)
    return "\n".join(remarks(answer)) or None
