"""What the API and the page give for an Answer: the contract's JSON and what only a screen needs."""

from dataclasses import replace
from typing import Any

from bot import messages
from retrieval.answer import Answer


def reply(answer: Answer, conversation: str) -> dict[str, Any]:
    """Answer.to_json() and more: `message`, `conversation`, each snippet's `note`, each citation's `line`."""
    value = answer.to_json()
    for snippet, shown in zip(answer.snippets, value["snippets"], strict=True):
        shown["note"] = messages.list_line(snippet) or None
        shown["citation"]["line"] = messages.citation_line(snippet.citation)
    return {**value, "message": _message(answer), "conversation": conversation}


def _message(answer: Answer) -> str | None:
    """Without the suggestions, which stand in a field of their own."""
    if answer.status == "unanswered":
        return messages.reason_text(replace(answer, suggestions=()))
    if answer.status == "smalltalk":
        return messages.smalltalk_text(answer.question)
    return messages.mentioned_line(answer) or None
