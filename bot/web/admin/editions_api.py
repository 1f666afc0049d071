"""The editions of the library as JSON."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from bot.desk.errors import as_desk_errors
from bot.desk.library import editions
from bot.web.access import Admin, Reviewer, TheDesk
from bot.web.problems import desk_problems
from bot.web.schema import LARGEST

api = APIRouter(tags=["管理：资料库"])
Number = Annotated[int, Path(ge=1, le=LARGEST, description="版次。")]
Before = Annotated[int | None, Query(ge=1, le=LARGEST, description="和哪一版比较；不填则为前一版。")]


class LibraryEdition(BaseModel):
    """一版资料库。"""

    number: Annotated[int, Field(description="版次。")]
    current: Annotated[bool, Field(description="正在使用。")]
    candidate: Annotated[bool, Field(description="待发布，见 /api/admin/gate。")]
    built: Annotated[datetime | None, Field(description="建立时间；不完整的版次为空。")]
    documents: Annotated[int | None, Field(description="有几份文件。")]
    passages: Annotated[int | None, Field(description="有几个段落。")]


class LibraryEditions(BaseModel):
    """保留着的各版，新的在前。"""

    editions: list[LibraryEdition]


class NamedDocument(BaseModel):
    """一份文件。"""

    id: Annotated[str, Field(description="文件编号。")]
    title: Annotated[str, Field(description="标题。")]


class ChangedDocument(NamedDocument):
    """两版里都有而不同的一份文件。"""

    model_config = ConfigDict(from_attributes=True)

    text: Annotated[bool, Field(description="正文是否不同。")]
    before: Annotated[int, Field(description="原来的字数。")]
    after: Annotated[int, Field(description="现在的字数。")]
    metadata: Annotated[list[str], Field(description="不同的信息，如 issuer。")]
    added: Annotated[list[str], Field(description="新增的段落。")]
    removed: Annotated[list[str], Field(description="删除的段落。")]


class EditionDifference(BaseModel):
    """一版和另一版的不同。"""

    before: Annotated[int, Field(description="比较的版次。")]
    after: Annotated[int, Field(description="所看的版次。")]
    added: Annotated[list[NamedDocument], Field(description="新增的文件。")]
    removed: Annotated[list[NamedDocument], Field(description="删除的文件。")]
    changed: Annotated[list[ChangedDocument], Field(description="改动的文件。")]
    passages_added: Annotated[int, Field(description="共新增几个段落。")]
    passages_removed: Annotated[int, Field(description="共删除几个段落。")]


class RolledBack(BaseModel):
    """已退回。"""

    edition: Annotated[int, Field(description="现在使用的版次。")]


@api.get("/editions", summary="各版资料库", responses=desk_problems(503))
def every_edition(me: Reviewer, desk: TheDesk) -> LibraryEditions:
    """保留着的，可以退回的。"""
    return LibraryEditions(editions=[LibraryEdition(**each) for each in editions.editions(desk)])


@api.get("/editions/{number}/diff", summary="两版的不同", responses=desk_problems(404, 409))
def diff(me: Reviewer, desk: TheDesk, number: Number, before: Before = None) -> EditionDifference:
    """新增、删除和改动的文件和段落。"""
    before = before or editions.before(desk, number)
    with as_desk_errors():
        found = editions.compared(desk, before, number)
    return EditionDifference(
        before=before,
        after=number,
        added=[NamedDocument(id=id, title=title) for id, title in found.added],
        removed=[NamedDocument(id=id, title=title) for id, title in found.removed],
        changed=[ChangedDocument.model_validate(each) for each in found.changed],
        passages_added=found.passages_added,
        passages_removed=found.passages_removed,
    )


@api.post("/editions/{number}/rollback", summary="退回一版", responses=desk_problems(404, 409, 413, 415))
def rollback(me: Admin, desk: TheDesk, number: Number) -> RolledBack:
    """立即用这一版回答。自动更新随即暂停，直到下一次更新资料库。"""
    with as_desk_errors():
        editions.rollback(desk, number, me.actor)
    return RolledBack(edition=number)
