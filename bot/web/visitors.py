"""Who asks through the web, and in which conversation: opaque random values, nothing about a person."""

import re
import secrets

from fastapi import Request, Response

from bot.assistant import Channel

COOKIE = "fupin_visitor"
COOKIE_AGE = 180 * 24 * 3600  # seconds
_TOKEN = re.compile(r"[0-9a-f]{32}")
_PAGE_CONVERSATION = re.compile(r"web:[0-9a-f]{32}")


def new_conversation() -> str:
    """A conversation of the chat page."""
    return f"web:{secrets.token_hex(16)}"


def page_conversation(given: str | None) -> str:
    """The chat page's conversation as it was given, or a new one."""
    return given if given and _PAGE_CONVERSATION.fullmatch(given) else new_conversation()


def conversation(given: str | None) -> tuple[str, Channel]:
    """The conversation that a request to the API belongs to, and its channel.

    What is not one of the page's own conversations is the API's, whatever it is called, so that nobody
    gets into a conversation of Telegram or the command line by its name.
    """
    if given and _PAGE_CONVERSATION.fullmatch(given):
        return given, "web"
    return f"api:{(given or secrets.token_hex(16)).removeprefix('api:')}", "api"


def asker(request: Request, channel: Channel) -> str:
    """Who asks: the visitor's cookie, or else the address that the request comes from."""
    token = request.cookies.get(COOKIE, "")
    if channel == "web" and _TOKEN.fullmatch(token):
        return f"web:{token}"
    return f"{channel}:{request.client.host if request.client else 'unknown'}"


def remember(request: Request, response: Response) -> None:
    """Give a new visitor an opaque cookie, which tells visitors apart and nothing more."""
    if not _TOKEN.fullmatch(request.cookies.get(COOKIE, "")):
        secure = request.url.scheme == "https"
        token = secrets.token_hex(16)
        response.set_cookie(COOKIE, token, COOKIE_AGE, httponly=True, samesite="lax", secure=secure)
