"""The gap pages: what was not answered well, and what is done about it."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BeforeValidator

from bot.desk import gaps, gapsheet, words
from bot.desk.errors import DeskError
from bot.explained import FITS
from bot.store.gaps.kinds import OFF_TOPIC, Kind, State
from bot.web.access import Id, Reviewer, TheDesk
from bot.web.admin.fields import SHOWN
from bot.web.admin.rendering import page, redirect
from bot.web.api import Asked
from bot.web.schema import LARGEST

router = APIRouter()
AT_ONCE = 16
"""Rows of the inbox that are grouped before a page is shown; more than that are left to bot.desk.tending."""
PASSAGES = 5
Before = Annotated[int | None, Query(ge=1, le=LARGEST)]
OneKind = Annotated[Kind | None, BeforeValidator(lambda value: value or None)]
Line = Annotated[str, Form(max_length=500)]


@router.get("/gaps")
def every_gap(
    request: Request,
    me: Reviewer,
    desk: TheDesk,
    assistant: Asked,
    state: State = "open",
    kind: OneKind = None,
    before: Before = None,
) -> HTMLResponse:
    """Gaps of a state, those of many askers and those asked lately first."""
    gaps.take_in(desk, assistant.answerer, AT_ONCE)
    found = desk.store.gaps.page(state, kind, before, SHOWN + 1)
    return page(
        request,
        "gaps.html",
        me,
        gaps=found[:SHOWN],
        handed_in=desk.store.gaps.handed_in([gap.id for gap in found if gap.id]),
        older=found[SHOWN - 1].id if len(found) > SHOWN else None,
        before=before,
        state=state,
        kind=kind,
        numbers=_numbers(desk.store.gaps.counts()),
        kinds=gaps.KIND_NAMES,
        states=gaps.STATE_NAMES,
    )


@router.get("/gaps/{id}")
def one_gap(request: Request, me: Reviewer, desk: TheDesk, assistant: Asked, id: Id) -> HTMLResponse:
    """A gap with its questions, the best passages of today, and what can be done."""
    found = gaps.looked_at(desk, id, assistant.answerer)
    why = assistant.answerer.explain(found.gap.question)
    return page(
        request,
        "gap.html",
        me,
        whole=found,
        gap=found.gap,
        runs=why["runs"][:PASSAGES],
        terms=[term for term in why["terms"] if term["kind"] in ("word", "synonym")],
        bounds=why["bounds"],
        titles=_titles(assistant, [run["document"] for run in why["runs"]]),
        edition=assistant.edition,
        kinds=gaps.KIND_NAMES,
        states=gaps.STATE_NAMES,
        event_name=gapsheet.event_name,
        fits=FITS,
    )


@router.post("/gaps/{id}/ignore")
def ignore(me: Reviewer, desk: TheDesk, id: Id, reason: Line = "") -> RedirectResponse:
    try:
        gaps.ignore(desk, id, reason, me.actor)
    except DeskError as error:
        return _back(id, str(error), problem=True)
    return _back(id, "已忽略。再有人问也只计数。")


@router.post("/gaps/{id}/reopen")
def reopen(me: Reviewer, desk: TheDesk, id: Id) -> RedirectResponse:
    try:
        gaps.reopen(desk, id, me.actor)
    except DeskError as error:
        return _back(id, str(error), problem=True)
    return _back(id, "重新列为待处理。")


@router.post("/gaps/{id}/merge")
def merge(
    me: Reviewer, desk: TheDesk, id: Id, into: Annotated[int, Form(ge=1, le=LARGEST)]
) -> RedirectResponse:
    try:
        gaps.merge(desk, id, into, me.actor)
    except DeskError as error:
        return _back(id, str(error), problem=True)
    return _back(into, f"缺口 {id} 的问法已并到这里。")


@router.post("/gaps/{id}/split")
def split(
    me: Reviewer,
    desk: TheDesk,
    id: Id,
    question: Annotated[list[int], Form(max_length=1000)] = [],  # noqa: B006 - FastAPI copies it
) -> RedirectResponse:
    try:
        new = gaps.split(desk, id, question, me.actor)
    except DeskError as error:
        return _back(id, str(error), problem=True)
    return _back(new, f"这些问法已从缺口 {id} 拆出。")


@router.post("/gaps/{id}/words")
def add_words(
    me: Reviewer, desk: TheDesk, assistant: Asked, id: Id, said: Line = "", written: Line = ""
) -> RedirectResponse:
    """A synonym, or a word where nothing stands for it in documents."""
    try:
        if written.strip():
            words.add_synonyms(desk, said, written, assistant.answerer.opened()[1], me.actor)
        else:
            words.add_word(desk, said, me.actor)
    except DeskError as error:
        return _back(id, str(error), problem=True)
    return _back(id, "已添加。更新资料库之后起作用。")


def _numbers(counts: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """How many gaps of each state are listed."""
    found = dict.fromkeys(gaps.STATE_NAMES, 0)
    for (state, kind), number in counts.items():
        if (state, kind) != ("open", OFF_TOPIC):
            found[state] += number  # type: ignore[index]
    return {str(state): number for state, number in found.items()}


def _titles(assistant: Asked, documents: list[str]) -> dict[str, str]:
    shelf = assistant.answerer.opened()[0].shelf
    return {document: shelf.title(shelf.number(document)) for document in documents}


def _back(id: int, message: str, problem: bool = False) -> RedirectResponse:
    return redirect(f"/admin/gaps/{id}", message, "problem" if problem else "done")
