"""The pages: the chat, which also works without JavaScript, and a passage in its context."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from bot.store.people import may
from bot.web import visitors
from bot.web.access import Visitor, may_ask
from bot.web.api import Asked, wanted_context
from bot.web.rendering import rendered
from bot.web.reply import reply
from retrieval.answer import Context

router = APIRouter(include_in_schema=False, dependencies=[Depends(may_ask)])


@router.get("/")
def chat(
    request: Request,
    assistant: Asked,
    visitor: Visitor,
    q: Annotated[str, Query()] = "",
    c: Annotated[str | None, Query()] = None,
    no_region: Annotated[bool, Query()] = False,
) -> HTMLResponse:
    """The chat page; with a question in `q` (the form without JavaScript) its answer stands on it.

    `no_region` leaves out the regions that the question names.
    """
    conversation = visitors.page_conversation(c)
    answer = None
    if q.strip() and not _led_here_by_another_site(request):
        asker = visitors.asker(request, "web")
        found = assistant.ask(q, asker=asker, conversation=conversation, channel="web", any_region=no_region)
        answer = reply(found, conversation, request.app.state.bot())
    unasked = "" if answer else q
    response = rendered(
        request,
        "chat.html",
        answer=answer,
        conversation=conversation,
        unasked=unasked,
        visitor=visitor,
        at_desk=visitor is not None and may(visitor.role, "reviewer"),
    )
    visitors.remember(request, response)
    return response


@router.get("/context")
def context(request: Request, context: Annotated[Context, Depends(wanted_context)]) -> HTMLResponse:
    """A quoted passage where it stands; with JavaScript the chat page shows the same in a sheet."""
    return rendered(request, "context.html", context=context)


def _led_here_by_another_site(request: Request) -> bool:
    """Another site's link may fill in a question; only the visitor asks it, and has it logged."""
    return request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
