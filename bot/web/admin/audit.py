"""The audit: a page, and a file for spreadsheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from bot.desk.actions import ACTIONS, in_words
from bot.desk.audit_sheet import columns
from bot.desk.sheet import as_csv
from bot.store.tables import AuditRow
from bot.web.access import Reviewer, TheDesk
from bot.web.admin.fields import SHOWN, Day, Words, period
from bot.web.admin.rendering import page
from bot.web.schema import LARGEST

router = APIRouter()
Before = Annotated[int | None, Query(ge=1, le=LARGEST, description="只要编号比它小的，用于翻页。")]


@dataclass(frozen=True)
class Wanted:
    """Which rows are asked for: the parameters that page, file and API share."""

    desk: TheDesk
    actor: Annotated[Words, Query(description="谁做的。")] = None
    action: Annotated[Words, Query(description="做了什么，如 person.role。")] = None
    since: Annotated[Day, Query(description="从哪一天起。")] = None
    until: Annotated[Day, Query(description="到哪一天止，含当天。")] = None

    def rows(self, before: int | None = None, limit: int | None = None) -> Sequence[AuditRow]:
        start, end = period(self.since, self.until, ZoneInfo(self.desk.settings.timezone))
        return self.desk.store.audit.select(self.actor, self.action, start, end, before, limit)


Filtered = Annotated[Wanted, Depends()]


@router.get("/audit")
def audit(
    request: Request, me: Reviewer, desk: TheDesk, wanted: Filtered, before: Before = None
) -> HTMLResponse:
    """What was done, newest first."""
    rows = wanted.rows(before, SHOWN + 1)
    return page(
        request,
        "audit.html",
        me,
        rows=rows[:SHOWN],
        older=rows[SHOWN - 1].id if len(rows) > SHOWN else None,
        before=before,
        wanted=wanted,
        actions=ACTIONS,
        actors=desk.store.audit.actors(),
        in_words=in_words,
    )


@router.get("/audit.csv")
def audit_file(me: Reviewer, desk: TheDesk, wanted: Filtered) -> Response:
    """Everything that the page's choice finds, as a file."""
    content = as_csv(columns(ZoneInfo(desk.settings.timezone)), wanted.rows())
    headers = {"Content-Disposition": 'attachment; filename="fupin-audit.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)
