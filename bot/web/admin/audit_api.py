"""The audit as JSON."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from bot.web.access import Reviewer
from bot.web.admin.audit import Before, Filtered
from bot.web.admin.fields import SHOWN, Limit
from bot.web.problems import desk_problems

api = APIRouter(tags=["管理：操作记录"])


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
