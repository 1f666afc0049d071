"""The page of the organisation's own words and synonyms."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.desk import words
from bot.desk.desk import Desk
from bot.desk.errors import DeskError
from bot.web.access import Reviewer, TheDesk
from bot.web.admin.rendering import page, redirect
from bot.web.api import Asked
from knowledge.curated.words import FIELD, SYNONYMS

router = APIRouter()
Line = Annotated[str, Form(max_length=500)]


@router.get("/words")
def every_word(request: Request, me: Reviewer, desk: TheDesk) -> HTMLResponse:
    return page(
        request,
        "words.html",
        me,
        words=words.lines(desk, FIELD),
        synonyms=words.lines(desk, SYNONYMS),
    )


@router.post("/words")
def add(
    me: Reviewer, desk: TheDesk, assistant: Asked, said: Line = "", written: Line = ""
) -> RedirectResponse:
    try:
        added(desk, assistant, said, written, me)
    except DeskError as error:
        return redirect("/admin/words", str(error), "problem")
    return redirect("/admin/words", "已添加。更新资料库之后起作用。")


@router.post("/words/remove")
def remove(me: Reviewer, desk: TheDesk, line: Line) -> RedirectResponse:
    words.remove_line(desk, line, me.actor)
    return redirect("/admin/words", f"已删除“{line[:60]}”。更新资料库之后起作用。")


def added(desk: Desk, assistant: Asked, said: str, written: str, me: Reviewer) -> None:
    """Add a word, or synonyms where it says how documents write it. Raises DeskError."""
    if written.strip():
        words.add_synonyms(desk, said, written, assistant.answerer.opened()[1], me.actor)
    else:
        words.add_word(desk, said, me.actor)
