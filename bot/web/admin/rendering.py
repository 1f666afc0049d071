"""Pages of the desk: rendered with who is signed in, messages that survive a redirect, addresses."""

import json
import re
from collections.abc import Sequence
from functools import partial
from typing import Any, Literal
from urllib.parse import quote, unquote, urlencode, urlsplit
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment

from bot.desk.people import ROLES
from bot.desk.times import local
from bot.store.sessions import SignedIn
from bot.web.admin import navigation
from bot.web.rendering import rendered

Kind = Literal["done", "problem"]
FLASH = "fupin_flash"
_FLASH_SECONDS = 60
_FLASH_LONGEST = 300  # characters, each up to 12 letters in the cookie, which holds 4 KB


def prepare(templates: Environment, timezone: str) -> None:
    """Give the templates what pages of the desk use."""
    templates.filters["local"] = partial(local, zone=ZoneInfo(timezone))
    templates.globals |= {"ROLES": ROLES, "zip": zip}


def page(
    request: Request, name: str, me: SignedIn, /, *, status_code: int = 200, **values: Any
) -> HTMLResponse:
    """The template admin/`name` for whoever is signed in, with the message left by a redirect."""
    response = rendered(
        request,
        f"admin/{name}",
        status_code=status_code,
        me=me,
        path=request.url.path,
        entries=navigation.entries(me.role),
        is_current=navigation.is_current,
        flash=_flash(request),
        address=partial(_address, request),
        **values,
    )
    response.delete_cookie(FLASH)
    return response


def _address(request: Request, **changes: Any) -> str:
    """This page's own address with other parameters; None takes one away."""
    kept = {name: value for name, value in request.query_params.items() if value and name not in changes}
    query = urlencode(kept | {name: value for name, value in changes.items() if value is not None})
    return f"{request.url.path}?{query}" if query else request.url.path


def redirect(path: str, message: str = "", kind: Kind = "done") -> RedirectResponse:
    """Lead to a page after a form was handled; the page says `message` once."""
    response = RedirectResponse(path, 303)
    if message:
        value = quote(json.dumps([kind, message[:_FLASH_LONGEST]]), safe="")
        response.set_cookie(FLASH, value, _FLASH_SECONDS, httponly=True, samesite="strict")
    return response


def back(request: Request, otherwise: str) -> str:
    """The path of this site's page that a form stood on."""
    came = urlsplit(request.headers.get("referer", ""))
    own = came.netloc == request.url.netloc and re.match(r"/(?![/\\])", came.path)
    return f"{came.path}{f'?{came.query}' if came.query else ''}" if own else otherwise


def _flash(request: Request) -> Sequence[str] | None:
    """(kind, message), or None; a cookie may hold anything."""
    try:
        kind, message = json.loads(unquote(request.cookies.get(FLASH, "")))
    except (ValueError, TypeError):
        return None
    known = kind in ("done", "problem") and isinstance(message, str)
    return (kind, message[:_FLASH_LONGEST]) if known else None
