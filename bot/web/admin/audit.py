"""The audit: a page, a file for spreadsheets and JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from bot.desk.actions import ACTIONS, in_words
from bot.desk.audit_sheet import columns
from bot.desk.sheet import as_csv
from bot.store.tables import AuditRow
from bot.web.access import Reviewer, TheDesk
from bot.web.admin.fields import SHOWN, Day, Limit, Words, period
from bot.web.admin.rendering import page
from bot.web.problems import desk_problems
from bot.web.schema import LARGEST

router = APIRouter()
api = APIRouter(tags=["管理：操作记录"])
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


class Line(BaseModel):
    """一条操作记录。"""

    id: int
    at: datetime
    actor: Annotated[str, Field(description="谁做的，当时的称呼。")]
    via: Annotated[str, Field(description="经由网页（web）、命令行（cli）还是 telegram。")]
    action: Annotated[str, Field(description="做了什么。")]
    target: Annotated[str, Field(description="对象。")]
    detail: Annotated[dict[str, Any], Field(description="详情，随操作而不同。")]


class Lines(BaseModel):
    """操作记录的一页，新的在前。"""

    lines: list[Line]
    before: Annotated[int | None, Field(description="下一页的 before；没有更早的则为空。")]


@api.get("/audit", summary="操作记录", responses=desk_problems())
def lines(me: Reviewer, wanted: Filtered, before: Before = None, limit: Limit = SHOWN) -> Lines:
    """每一次登录和每一项管理操作。"""
    rows = wanted.rows(before, limit + 1)
    shown = [Line(**row.model_dump()) for row in rows[:limit]]
    return Lines(lines=shown, before=shown[-1].id if len(rows) > limit else None)
