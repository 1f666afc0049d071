"""The way in: a one-time link, and out again.

Opening a link shows a button; only the button uses the link up, so that previews and prefetching in chats and
mail do not.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.store.people import may
from bot.web.access import (
    Staff,
    TheDesk,
    Visitor,
    cookie_name,
    forget,
    own_form,
    own_site,
    remember,
)
from bot.web.rendering import rendered

Token = Annotated[str, Path(max_length=200)]
router = APIRouter(include_in_schema=False, dependencies=[Depends(own_site)])


@router.get("/sign-in")
def way_in(request: Request, visitor: Visitor) -> Response:
    """How to get in, for whoever is not."""
    if visitor is not None:
        return RedirectResponse(_home(visitor.role), 303)
    return rendered(request, "sign_in.html", link=None, token=None)


@router.get("/sign-in/{token}")
def show_link(request: Request, desk: TheDesk, token: Token) -> HTMLResponse:
    """The button that signs in."""
    return rendered(request, "sign_in.html", link=desk.store.links.find(token), token=token)


@router.post("/sign-in/{token}")
def use_link(request: Request, desk: TheDesk, token: Token) -> Response:
    """Sign in; a link that was used or is too old says so, with status 403."""
    person = desk.store.links.use(token)
    if person is None:
        return rendered(request, "sign_in.html", status_code=403, link=None, token=token)
    response = RedirectResponse(_home(person.role), 303)
    remember(request, response, desk.store.sessions.begin(person.id or 0))
    return response


@router.post("/sign-out", dependencies=[Depends(own_form)])
def sign_out(request: Request, desk: TheDesk, me: Staff) -> RedirectResponse:
    """End this session."""
    desk.store.sessions.end(request.cookies[cookie_name(request)], me.actor)
    response = RedirectResponse("/sign-in", 303)
    forget(request, response)
    return response


def _home(role: str) -> str:
    return "/admin" if may(role, "reviewer") else "/"
