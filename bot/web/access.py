"""Who is signed in, what they may do, and whether a form is really theirs."""

import hmac
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Path, Request, Response

from bot.desk.desk import Desk
from bot.store.people import Role, may
from bot.store.sessions import LONGEST, SignedIn
from bot.web.schema import LARGEST

COOKIE = "fupin_session"
CSRF_FIELD, CSRF_HEADER = "csrf", "x-csrf-token"
FOREIGN = (
    "这个请求来自别的网站，没有执行。请从本站的页面操作；如果就是在本站操作的，请管理员检查 FUPIN_WEB_URL。"
)
_SAFE = ("GET", "HEAD", "OPTIONS")


class SignInNeeded(Exception):
    """Nobody is signed in; a page then leads to the sign-in, the API answers 401."""


def desk(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


TheDesk = Annotated[Desk, Depends(desk)]


def cookie_name(request: Request) -> str:
    """Behind TLS a name that browsers tie to this host, this path and TLS."""
    return f"__Host-{COOKIE}" if request.url.scheme == "https" else COOKIE


def visitor(request: Request, desk: TheDesk) -> SignedIn | None:
    """Whoever is signed in, or None."""
    token = request.cookies.get(cookie_name(request))
    return desk.store.sessions.signed_in(token) if token else None


Visitor = Annotated[SignedIn | None, Depends(visitor)]


@dataclass(frozen=True)
class Require:
    """A dependency: whoever is signed in with at least this role. Raises SignInNeeded, HTTPException."""

    least: Role

    def __call__(self, visitor: Visitor) -> SignedIn:
        if visitor is None:
            raise SignInNeeded
        if not may(visitor.role, self.least):
            raise HTTPException(403, "您的角色不能使用这项功能；如有需要，请联系管理员。")
        return visitor


def may_ask(desk: TheDesk, visitor: Visitor) -> None:
    """Raises SignInNeeded where strangers could ask who are not meant to."""
    if visitor is None and desk.settings.asking_needs_sign_in:
        raise SignInNeeded


Id = Annotated[int, Path(ge=1, le=LARGEST, description="编号。")]
Staff = Annotated[SignedIn, Depends(Require("staff"))]
Reviewer = Annotated[SignedIn, Depends(Require("reviewer"))]
Admin = Annotated[SignedIn, Depends(Require("admin"))]


def remember(request: Request, response: Response, token: str) -> None:
    """Give the browser its session. Lax: a link from a chat or a mail leads in, a foreign form does not."""
    response.set_cookie(
        cookie_name(request),
        token,
        max_age=int(LONGEST.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def forget(request: Request, response: Response) -> None:
    response.delete_cookie(
        cookie_name(request), httponly=True, samesite="lax", secure=request.url.scheme == "https"
    )


def own_site(request: Request, desk: TheDesk) -> None:
    """Raises HTTPException 403 for a request that changes something and comes from another site's page."""
    if request.method in _SAFE:
        return
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none") or (origin is not None and origin not in _origins(request, desk)):
        raise HTTPException(403, FOREIGN)


async def own_form(request: Request, visitor: Visitor) -> None:
    """Raises HTTPException 403 for a change without the secret that only this session's pages hold."""
    if request.method in _SAFE or visitor is None:
        return
    given = request.headers.get(CSRF_HEADER) or str((await request.form()).get(CSRF_FIELD, ""))
    if not hmac.compare_digest(given.encode("utf-8", "replace"), visitor.csrf.encode()):
        raise HTTPException(403, "页面已经过期，没有执行。请返回上一页，刷新后再试。")


def _origins(request: Request, desk: Desk) -> set[str]:
    """This site as browsers name it, and its public address."""
    own = {f"{request.url.scheme}://{request.url.netloc}"}
    if public := desk.settings.web_url:
        parts = urlsplit(public)
        own.add(f"{parts.scheme}://{parts.netloc}")
    return own
