"""Gaps as JSON."""

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from bot.desk import gaps, gapsheet
from bot.desk.desk import Desk
from bot.store.gaps.gaps import Whole
from bot.store.gaps.kinds import Kind, State
from bot.web.access import Id, Reviewer, TheDesk
from bot.web.admin.fields import SHOWN, Limit
from bot.web.admin.gaps import AT_ONCE
from bot.web.api import Asked
from bot.web.problems import desk_problems
from bot.web.schema import LARGEST

api = APIRouter(tags=["管理：缺口"])
Number = Annotated[int, Field(ge=1, le=LARGEST)]


class Gap(BaseModel):
    """意思相近、没有答好的一组问题。"""

    id: int
    question: Annotated[str, Field(description="有代表性的问法。")]
    kind: Annotated[Kind, Field(description="最近一次没有答好的缘由。")]
    state: Annotated[State, Field(description="待处理、已解决、已忽略或已并入别的缺口。")]
    asked: Annotated[int, Field(description="问过几次。")]
    askers: Annotated[int, Field(description="几个人问过。")]
    first_at: datetime
    last_at: datetime
    reason: Annotated[str | None, Field(description="为什么忽略。")]
    edition: Annotated[int | None, Field(description="解决它的资料库版次。")]
    merged_into: Annotated[int | None, Field(description="并入了哪个缺口。")]


class Gaps(BaseModel):
    """缺口的一页，问的人多的、最近问的在前。"""

    gaps: list[Gap]
    before: Annotated[int | None, Field(description="下一页的 before；没有更多的则为空。")]


class GapQuestion(BaseModel):
    """一种问法。"""

    id: int
    question: str
    asked: int
    first_at: datetime
    last_at: datetime
    edition: Annotated[int | None, Field(description="现在能回答它的资料库版次。")]


class GapEvent(BaseModel):
    """经过里的一件事。"""

    at: datetime
    event: str
    by: str
    detail: dict[str, Any]


class WholeGap(Gap):
    """一个缺口和它的问法、经过。"""

    questions: list[GapQuestion]
    more_questions: Annotated[int, Field(description="没有列出的问法有几种。")]
    events: list[GapEvent]
    like: Annotated[list[int], Field(description="相近的缺口。")]


class Reason(BaseModel):
    """忽略的原因。"""

    reason: Annotated[
        str, Field(min_length=1, max_length=gaps.LONGEST_REASON, description="别的管理员也会看到。")
    ]


class Target(BaseModel):
    """要并入的缺口。"""

    into: Annotated[Number, Field(description="编号。")]


class Chosen(BaseModel):
    """要拆出去的问法。"""

    questions: Annotated[list[Number], Field(min_length=1, max_length=1000, description="问法的编号。")]


@api.get("/gaps", summary="缺口", responses=desk_problems(503))
def every_gap(
    me: Reviewer,
    desk: TheDesk,
    assistant: Asked,
    state: Annotated[State, Query(description="状态。")] = "open",
    kind: Annotated[Kind | None, Query(description="类别；范围之外的要指明才列出。")] = None,
    before: Annotated[int | None, Query(ge=1, le=LARGEST, description="排在它之后的，用于翻页。")] = None,
    limit: Limit = SHOWN,
) -> Gaps:
    """没有答好的问题，意思相近的归在一起。"""
    gaps.take_in(desk, assistant.answerer, AT_ONCE)
    found = desk.store.gaps.page(state, kind, before, limit + 1)
    shown = [Gap(**gapsheet.as_object(each, _zone(desk))) for each in found[:limit]]
    return Gaps(gaps=shown, before=shown[-1].id if len(found) > limit else None)


@api.get("/gaps/{id}", summary="一个缺口", responses=desk_problems(404, 503))
def one_gap(me: Reviewer, desk: TheDesk, assistant: Asked, id: Id) -> WholeGap:
    """连同问法和经过；打开时会用现在的资料库再问一遍。"""
    return _whole(desk, gaps.looked_at(desk, id, assistant.answerer))


@api.post("/gaps/{id}/ignore", summary="忽略缺口", responses=desk_problems(404, 409, 413, 415))
def ignore(me: Reviewer, desk: TheDesk, id: Id, body: Reason) -> WholeGap:
    """再有人问也只计数。"""
    gaps.ignore(desk, id, body.reason, me.actor)
    return _whole(desk, gaps.whole(desk, id))


@api.post("/gaps/{id}/reopen", summary="重新处理缺口", responses=desk_problems(404, 409, 413, 415))
def reopen(me: Reviewer, desk: TheDesk, id: Id) -> WholeGap:
    """把已忽略或已解决的重新列为待处理。"""
    gaps.reopen(desk, id, me.actor)
    return _whole(desk, gaps.whole(desk, id))


@api.post("/gaps/{id}/merge", summary="合并缺口", responses=desk_problems(404, 409, 413, 415))
def merge(me: Reviewer, desk: TheDesk, id: Id, body: Target) -> WholeGap:
    """把它的问法并入另一个缺口，返回后者。"""
    gaps.merge(desk, id, body.into, me.actor)
    return _whole(desk, gaps.whole(desk, body.into))


@api.post("/gaps/{id}/split", summary="拆分缺口", responses=desk_problems(404, 409, 413, 415))
def split(me: Reviewer, desk: TheDesk, id: Id, body: Chosen) -> WholeGap:
    """把选出的问法拆成另一个缺口，返回后者。"""
    new = gaps.split(desk, id, body.questions, me.actor)
    return _whole(desk, gaps.whole(desk, new))


def _whole(desk: Desk, found: Whole) -> WholeGap:
    return WholeGap(**gapsheet.whole_object(found, _zone(desk)))


def _zone(desk: Desk) -> ZoneInfo:
    return ZoneInfo(desk.settings.timezone)
