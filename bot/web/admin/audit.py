"""The audit page."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from bot.desk.actions import ACTIONS
from bot.store.tables import LARGEST_ID
from bot.web.access import Reviewer, TheDesk
from bot.web.admin.rendering import page

SHOWN = 50
router = APIRouter()


@router.get("/audit")
def audit(
    request: Request,
    me: Reviewer,
    desk: TheDesk,
    actor: str = "",
    action: str = "",
    before: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
) -> HTMLResponse:
    """What was done, newest first."""
    rows = desk.store.audit.select(actor or None, action or None, before=before, limit=SHOWN + 1)
    older = rows[SHOWN - 1].id if len(rows) > SHOWN else None
    return page(
        request,
        "audit.html",
        me,
        rows=rows[:SHOWN],
        older=older,
        before=before,
        actions=ACTIONS,
        actors=[(name, name) for name in desk.store.audit.actors()],
        chosen={"actor": actor, "action": action},
    )
