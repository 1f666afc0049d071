"""The people pages: who has which role, their ways in, and how they are ended."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.desk import people
from bot.desk.desk import Desk
from bot.desk.errors import DeskError
from bot.store.people import Role
from bot.web.access import Admin, Id, TheDesk
from bot.web.admin.fields import SHOWN
from bot.web.admin.rendering import page, redirect
from bot.web.schema import LARGEST

router = APIRouter()
NewRole = Literal["admin", "reviewer", "staff"]
After = Annotated[int, Query(ge=0, le=LARGEST)]
Name = Annotated[str, Form(max_length=200)]


@router.get("/people")
def everyone(request: Request, me: Admin, desk: TheDesk, after: After = 0) -> HTMLResponse:
    """Everyone, in the order in which they came."""
    return _list(request, me, desk, after)


@router.post("/people/link")
def new_link(
    request: Request, me: Admin, desk: TheDesk, role: Annotated[NewRole, Form()], name: Name = ""
) -> HTMLResponse:
    """A link for somebody new, shown once; nothing keeps it but who sees it now."""
    try:
        link = people.link_for_newcomer(desk, name, role, me.actor)
    except DeskError as error:
        return _list(request, me, desk, problem=str(error), name=name, role=role, status=409)
    return _list(request, me, desk, link=link, name=name)


@router.get("/people/{id}")
def person(request: Request, me: Admin, desk: TheDesk, id: Id) -> HTMLResponse:
    """One person, and what can be done."""
    return _person(request, me, desk, id)


@router.post("/people/{id}/link")
def link(request: Request, me: Admin, desk: TheDesk, id: Id) -> HTMLResponse:
    """A link for this person, shown once."""
    return _person(request, me, desk, id, link=people.link_for(desk, id, me.actor))


@router.post("/people/{id}/role")
def change_role(me: Admin, desk: TheDesk, id: Id, role: Annotated[Role, Form()]) -> RedirectResponse:
    try:
        changed = people.change_role(desk, id, role, me.actor)
    except DeskError as error:
        return redirect(f"/admin/people/{id}", str(error), "problem")
    return redirect(f"/admin/people/{id}", f"“{changed.name}”现在是{people.ROLES[changed.role]}。")


@router.post("/people/{id}/name")
def rename(me: Admin, desk: TheDesk, id: Id, name: Name = "") -> RedirectResponse:
    try:
        changed = people.rename(desk, id, name, me.actor)
    except DeskError as error:
        return redirect(f"/admin/people/{id}", str(error), "problem")
    return redirect(f"/admin/people/{id}", f"称呼已改为“{changed.name}”。")


@router.post("/people/{id}/sign-out")
def sign_out(me: Admin, desk: TheDesk, id: Id) -> RedirectResponse:
    ended = people.sign_out_everywhere(desk, id, me.actor)
    return redirect(f"/admin/people/{id}", f"已在 {ended} 个浏览器里退出登录。")


def _list(
    request: Request, me: Admin, desk: Desk, after: int = 0, status: int = 200, **values: str
) -> HTMLResponse:
    found = desk.store.people.select(after, SHOWN + 1)
    shown = found[:SHOWN]
    return page(
        request,
        "people.html",
        me,
        status_code=status,
        people=shown,
        next=shown[-1].id if len(found) > SHOWN else None,
        after=after,
        sessions=desk.store.sessions.count(),
        **{"link": "", "problem": "", "name": "", "role": "reviewer"} | values,
    )


def _person(request: Request, me: Admin, desk: Desk, id: int, link: str = "") -> HTMLResponse:
    found = people.person(desk, id)
    sessions = desk.store.sessions.count().get(id, 0)
    return page(request, "person.html", me, person=found, sessions=sessions, link=link)
