"""Trying a question: what any edition answers, side by side, and why. Nothing of it is logged."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from bot.web.access import Reviewer, TheDesk
from bot.web.admin.rendering import page
from bot.web.api import Asked
from bot.web.reply import reply
from bot.web.schema import LARGEST
from knowledge.editions import Editions
from knowledge.errors import EditionDamaged
from retrieval.answerer import Answerer
from retrieval.reloading import today

router = APIRouter()
Question = Annotated[str, Query(alias="q", max_length=500)]
Number = Annotated[int | None, Query(ge=1, le=LARGEST)]


@router.get("/try")
def trial(
    request: Request,
    me: Reviewer,
    desk: TheDesk,
    assistant: Asked,
    q: Question = "",
    edition: Number = None,
    other: Number = None,
) -> HTMLResponse:
    """The question box; with a question, its answer on one edition or on two, and why the first is so."""
    kept, now = Editions(desk.settings.home).numbers(), assistant.edition
    return page(
        request,
        "try.html",
        me,
        q=q,
        kept=[(str(number), _named(number, now)) for number in reversed(kept)],
        edition=str(edition or now),
        other=str(other or ""),
        answers=tried(assistant.answerer, q, edition, other) if q.strip() else [],
    )


def _named(number: int, now: int) -> str:
    return f"第 {number} 版（正在使用）" if number == now else f"第 {number} 版"


def tried(answerer: Answerer, question: str, edition: int | None, other: int | None) -> list[dict[str, Any]]:
    """The answers of one edition, by default of that which answers, or of two; nothing of it is logged."""
    wanted = dict.fromkeys([edition or answerer.edition, *([other] if other else [])])
    return [_answered(answerer, " ".join(question.split()), number) for number in wanted]


def _answered(answerer: Answerer, question: str, number: int) -> dict[str, Any]:
    """The edition's answer as the chat page shows it, or why it gives none."""
    try:
        answer = answerer.at(number, today())(question)
    except EditionDamaged as error:
        return {"edition": number, "problem": str(error), "answer": None, "why": None}
    why = answerer.explain(answer.understood, question, number)
    return {"edition": number, "problem": "", "answer": reply(answer, ""), "why": why}
