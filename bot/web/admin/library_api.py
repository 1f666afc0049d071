"""The documents of the library as JSON."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.desk.job import State
from bot.desk.library import changes, documents, work
from bot.desk.library.documents import Shown
from bot.web.access import Admin, Reviewer, TheDesk
from bot.web.admin.answers_api import Problem
from bot.web.admin.fields import SHOWN, Limit
from bot.web.admin.gate import TheJob
from bot.web.admin.job_api import JobState
from bot.web.admin.library import Skip, Words
from bot.web.api import Asked
from bot.web.problems import desk_problems

api = APIRouter(tags=["管理：资料库"])
DocumentId = Annotated[str, Path(max_length=500, description="文件编号。")]
Whole = Annotated[
    bool, Query(description="它是压缩包等原件里的一份时，为 true 则连同里面的其他文件一起删除，否则不删除。")
]
Guessed = Annotated[
    list[str], BeforeValidator(sorted), Field(description="由正文推断的字段，可以更正；不在其中的是给定的。")
]
Corrected = Annotated[str | None, Field(max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")]


class KnownMetadata(BaseModel):
    """一份文件的信息；不知道的为空。"""

    model_config = ConfigDict(from_attributes=True)

    title: Annotated[str | None, Field(description="标题。")]
    original_title: Annotated[str | None, Field(description="原标题。")]
    issuer: Annotated[str | None, Field(description="发布机关。")]
    source: Annotated[str | None, Field(description="来源媒体或网站。")]
    number: Annotated[str | None, Field(description="文号。")]
    published: Annotated[str | None, Field(description="发布日期，如 2018-10-30。")]
    effective: Annotated[str | None, Field(description="施行日期。")]
    expires: Annotated[str | None, Field(description="失效日期。")]
    document_type: Annotated[str | None, Field(description="文种。")]
    column: Annotated[str | None, Field(description="栏目。")]
    regions: Annotated[list[str], Field(description="地区。")]
    uri: Annotated[str | None, Field(description="原文网址。")]
    index_number: Annotated[str | None, Field(description="索引号。")]
    posted: Annotated[str | None, Field(description="网站发布日期。")]
    status: Annotated[str | None, Field(description="来源所说的有效性。")]
    guessed: Guessed


class LibraryRow(BaseModel):
    """资料库里的一份文件。"""

    model_config = ConfigDict(from_attributes=True)

    id: Annotated[str, Field(description="文件编号。")]
    file: Annotated[str, Field(description="文件名。")]
    title: Annotated[str, Field(description="标题。")]
    issuer: Annotated[str | None, Field(description="发布机关，没有则为来源。")]
    published: Annotated[str | None, Field(description="发布日期。")]
    validity: Annotated[str | None, Field(description="效力提示，如已失效；有效则为空。")]
    guessed: Guessed
    problems: Annotated[int, Field(description="有几处提醒。")]
    own: Annotated[
        bool, Field(description="是否自己添加的一个文件；压缩包里的、随软件附带的和本机构答复为否。")
    ]
    times: Annotated[int, Field(description="有几个回答引用过它。")]


class LibraryRows(BaseModel):
    """文件的一页。"""

    documents: list[LibraryRow]
    total: Annotated[int, Field(description="符合条件的共有几份。")]
    next: Annotated[int | None, Field(description="下一页的 skip；没有更多则为空。")]


class IndexedPassage(BaseModel):
    """收录的一个段落；相邻的段落有重叠。"""

    model_config = ConfigDict(from_attributes=True)

    section: Annotated[list[str], Field(description="所在章节，由外到内。")]
    start: Annotated[int, Field(description="在文件全文中的起点。")]
    end: Annotated[int, Field(description="在文件全文中的终点。")]
    text: Annotated[str, Field(description="原文。")]
    times: Annotated[int, Field(description="有几个回答引用过它。")]


class LibraryDocument(BaseModel):
    """一份文件和收录的段落。"""

    document: LibraryRow
    metadata: KnownMetadata
    characters: Annotated[int, Field(description="全文的字数。")]
    passages: list[IndexedPassage]
    problems: Annotated[list[Problem], Field(description="提醒。")]


class Correction(BaseModel):
    """要更正的信息；没有写的不变，空文字表示没有。"""

    title: Annotated[Corrected, Field(description="标题。")] = None
    issuer: Annotated[Corrected, Field(description="发布机关。")] = None
    number: Annotated[Corrected, Field(description="文号。")] = None
    published: Annotated[Corrected, Field(description="发布日期，如 2018-10-30。")] = None
    effective: Annotated[Corrected, Field(description="施行日期。")] = None
    expires: Annotated[Corrected, Field(description="失效日期。")] = None
    document_type: Annotated[Corrected, Field(description="文种。")] = None
    column: Annotated[Corrected, Field(description="栏目。")] = None
    regions: Annotated[Corrected, Field(description="地区，几个之间用顿号隔开。")] = None


class RemovedFiles(BaseModel):
    """删除的、可以恢复的文件。"""

    files: Annotated[list[str], Field(description="文件名。")]


class RemovedFile(BaseModel):
    """要恢复的文件。"""

    name: Annotated[str, Field(min_length=1, max_length=255, description="文件名。")]


@api.get("/library", summary="资料库里的文件", responses=desk_problems(503))
def listed(
    me: Reviewer, desk: TheDesk, assistant: Asked, q: Words = "", skip: Skip = 0, limit: Limit = SHOWN
) -> LibraryRows:
    """按正在使用的一版资料库里的次序。"""
    found = documents.rows(desk, assistant.answerer, q)
    shown, end = found[skip : skip + limit], skip + limit
    rows = [LibraryRow.model_validate(each) for each in shown]
    return LibraryRows(documents=rows, total=len(found), next=end if len(found) > end else None)


@api.get("/library/{id}", summary="一份文件", responses=desk_problems(404, 503))
def one_document(me: Reviewer, desk: TheDesk, assistant: Asked, id: DocumentId) -> LibraryDocument:
    """连同它的信息、提醒和收录的段落。"""
    return _whole(documents.shown(desk, assistant.answerer, id))


@api.patch(
    "/library/{id}",
    status_code=202,
    summary="更正文件信息",
    responses=desk_problems(404, 409, 413, 415, 503),
)
def correct(
    me: Admin, desk: TheDesk, assistant: Asked, job: TheJob, id: DocumentId, body: Correction
) -> JobState:
    """写进资料文件夹里的 library.toml，随即更新资料库；进度见 /api/admin/job。"""
    given = body.model_dump(exclude_none=True)
    return _told(work.correct(desk, job, assistant.answerer, id, given, me.actor))


@api.delete("/library/{id}", status_code=202, summary="删除文件", responses=desk_problems(404, 409, 503))
def remove(
    me: Admin, desk: TheDesk, assistant: Asked, job: TheJob, id: DocumentId, whole: Whole = False
) -> JobState:
    """原件另外保存，可以恢复；随即更新资料库，进度见 /api/admin/job。"""
    return _told(work.remove(desk, job, assistant.answerer, id, me.actor, whole=whole))


@api.get("/removed", summary="删除的文件", responses=desk_problems())
def removed(me: Admin, desk: TheDesk) -> RemovedFiles:
    """可以恢复的那些。"""
    return RemovedFiles(files=changes.removed(desk))


@api.post(
    "/removed/restore", status_code=202, summary="恢复文件", responses=desk_problems(404, 409, 413, 415)
)
def restore(me: Admin, desk: TheDesk, job: TheJob, body: RemovedFile) -> JobState:
    """重新收入删除的文件，随即更新资料库；进度见 /api/admin/job。"""
    return _told(work.restore(desk, job, body.name, me.actor))


def _whole(found: Shown) -> LibraryDocument:
    return LibraryDocument(
        document=LibraryRow.model_validate(found.row),
        metadata=KnownMetadata.model_validate(found.document.metadata),
        characters=len(found.document.text),
        passages=[IndexedPassage.model_validate(each) for each in found.passages],
        problems=[Problem.model_validate(each) for each in found.problems],
    )


def _told(state: State) -> JobState:
    return JobState.model_validate(state)
