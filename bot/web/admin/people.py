"""The people page: who has which role, and the ways in."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.desk import people
from bot.store.people import Role
from bot.web.access import Admin, TheDesk
from bot.web.admin.rendering import ROLES, page, redirect

router = APIRouter()


@router.get("/people")
def show(request: Request, me: Admin, desk: TheDesk) -> HTMLResponse:
    """Everyone, in the order in which they came."""
    return page(request, "people.html", me, people=desk.store.people.select())


@router.post("/people/{id}/role")
def change_role(me: Admin, desk: TheDesk, id: int, role: Annotated[Role, Form()]) -> RedirectResponse:
    person = people.change_role(desk.store, id, role, me.actor)
    return redirect("/admin/people", f"“{person.name}”现在是{ROLES[role]}。")
