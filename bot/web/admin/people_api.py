"""People as JSON."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from bot.desk import people
from bot.store.people import Role
from bot.web.access import Admin, Id, Reviewer, TheDesk
from bot.web.admin.fields import SHOWN, Limit
from bot.web.admin.people import NewRole
from bot.web.problems import desk_problems
from bot.web.schema import LARGEST

api = APIRouter(tags=["管理：人员"])


class Me(BaseModel):
    """登录的人。"""

    id: int
    name: Annotated[str, Field(description="称呼。")]
    role: Annotated[Role, Field(description="角色。")]
    csrf: Annotated[str, Field(description="更改内容的请求要在 X-CSRF-Token 头里带上它。")]


class Person(BaseModel):
    """一个人。"""

    id: int
    channel: Annotated[str, Field(description="从网页（web）还是 telegram 来。")]
    external: Annotated[str | None, Field(description="Telegram 编号。")]
    name: Annotated[str, Field(description="称呼。")]
    role: Annotated[Role, Field(description="角色。")]
    at: Annotated[datetime, Field(description="何时添加。")]
    seen_at: Annotated[datetime | None, Field(description="最近一次来访。")]


class People(BaseModel):
    """人员的一页，按添加的先后。"""

    people: list[Person]
    after: Annotated[int | None, Field(description="下一页的 after；没有更多则为空。")]


class NewLink(BaseModel):
    """为新来的人要一个登录链接。"""

    name: Annotated[str, Field(min_length=1, max_length=people.NAME_LENGTH, description="称呼。")]
    role: Annotated[NewRole, Field(description="角色。")]


class Link(BaseModel):
    """一次性登录链接，10 分钟内有效。"""

    link: str


class RoleChange(BaseModel):
    """新的角色。"""

    role: Annotated[Role, Field(description="管理员、审阅员、使用者或停用。")]


class SignedOut(BaseModel):
    """已退出登录。"""

    sessions: Annotated[int, Field(description="在几个浏览器里。")]


@api.get("/me", summary="登录的人", responses=desk_problems())
def me(me: Reviewer) -> Me:
    """当前登录的人，以及更改内容时要带的 csrf。"""
    return Me(id=me.id, name=me.name, role=me.role, csrf=me.csrf)


@api.get("/people", summary="人员", responses=desk_problems())
def everyone(
    me: Admin,
    desk: TheDesk,
    after: Annotated[int, Query(ge=0, le=LARGEST, description="只要编号比它大的，用于翻页。")] = 0,
    limit: Limit = SHOWN,
) -> People:
    """所有人员和他们的角色。"""
    found = desk.store.people.select(after, limit + 1)
    shown = [Person.model_validate(each, from_attributes=True) for each in found[:limit]]
    return People(people=shown, after=shown[-1].id if len(found) > limit else None)


@api.post("/people/links", summary="为新来的人生成登录链接", responses=desk_problems(409, 413, 415))
def new_link(me: Admin, desk: TheDesk, body: NewLink) -> Link:
    """链接只显示这一次。"""
    return Link(link=people.link_for_newcomer(desk, body.name, body.role, me.actor))


@api.post("/people/{id}/links", summary="生成登录链接", responses=desk_problems(404, 409, 413, 415))
def link(me: Admin, desk: TheDesk, id: Id) -> Link:
    """链接只显示这一次。"""
    return Link(link=people.link_for(desk, id, me.actor))


@api.put("/people/{id}/role", summary="更改角色", responses=desk_problems(404, 409, 413, 415))
def change_role(me: Admin, desk: TheDesk, id: Id, body: RoleChange) -> Person:
    """立即生效；停用的人随即退出登录。"""
    changed = people.change_role(desk, id, body.role, me.actor)
    return Person.model_validate(changed, from_attributes=True)


@api.post("/people/{id}/sign-out", summary="让其退出登录", responses=desk_problems(404, 413, 415))
def sign_out(me: Admin, desk: TheDesk, id: Id) -> SignedOut:
    """在所有浏览器里退出登录。"""
    return SignedOut(sessions=people.sign_out_everywhere(desk, id, me.actor))
