"""What everyone at the desk may do about themselves."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse

from bot.web.access import Reviewer, TheDesk, forget
from bot.web.admin.rendering import back
from bot.web.rendering import remember_theme

router = APIRouter()


@router.post("/account/sign-out-everywhere")
def sign_out_everywhere(request: Request, me: Reviewer, desk: TheDesk) -> RedirectResponse:
    """End all of one's own sessions, this one too."""
    desk.store.sessions.end_all(me.id, me.actor)
    response = RedirectResponse("/sign-in", 303)
    forget(request, response)
    return response


@router.post("/account/theme")
def choose_theme(
    request: Request, me: Reviewer, theme: Annotated[Literal["light", "dark", "system"], Form()]
) -> RedirectResponse:
    """Light, dark or as the system has it; kept in this browser."""
    response = RedirectResponse(back(request, "/admin"), 303)
    remember_theme(response, theme)
    return response
