"""Uploads as JSON: files are looked at before they count."""

from typing import Annotated

from fastapi import APIRouter, File, Path, UploadFile
from pydantic import BaseModel, Field

from bot.desk.desk import Desk
from bot.desk.library import uploads, work
from bot.desk.library.uploads import Previewed
from bot.web.access import Admin, TheDesk
from bot.web.admin.fields import contents
from bot.web.admin.gate import TheJob
from bot.web.admin.job_api import JobState
from bot.web.admin.library_api import KnownMetadata
from bot.web.problems import desk_problems
from knowledge.document import Document

api = APIRouter(tags=["管理：资料库"])
BEGINNING = 500  # characters
Token = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$", description="上传时得到的 token。")]
Files = Annotated[
    list[UploadFile], File(min_length=1, max_length=1000, description="文件，或它们的 zip 压缩包。")
]


class RecognisedDocument(BaseModel):
    """在一个文件里识别出的一份文件。"""

    id: Annotated[str, Field(description="文件编号。")]
    metadata: KnownMetadata
    characters: Annotated[int, Field(description="全文的字数。")]
    beginning: Annotated[str, Field(description="正文的开头。")]


class UploadedFile(BaseModel):
    """上传的一个文件。"""

    name: Annotated[str, Field(description="收入后的文件名。")]
    refused: Annotated[str | None, Field(description="为什么不能收入；可以收入则为空。")]
    replaces: Annotated[bool, Field(description="会替换资料库里的同名文件。")]
    same: Annotated[bool, Field(description="与那个同名文件完全一样。")]
    documents: list[RecognisedDocument]
    warnings: Annotated[list[str], Field(description="提醒。")]


class Upload(BaseModel):
    """一次上传，等待确认。"""

    token: Annotated[str, Field(description="确认或取消时要用；一天之内有效。")]
    files: list[UploadedFile]


class Discarded(BaseModel):
    """已取消。"""

    discarded: bool


@api.post(
    "/uploads",
    summary="上传文件",
    responses=desk_problems(409, 413, s400="上传的内容不完整，或格式不对。"),
)
def upload(me: Admin, desk: TheDesk, files: Files) -> Upload:
    """可以一次上传多个（multipart/form-data，字段名 files）。返回识别出的内容，确认以后才收入。"""
    return _upload(desk, uploads.upload(desk, contents(files)))


@api.get("/uploads/{token}", summary="一次上传", responses=desk_problems(404))
def one_upload(me: Admin, desk: TheDesk, token: Token) -> Upload:
    """还没有确认的上传，和识别出的内容。"""
    return _upload(desk, token)


@api.post(
    "/uploads/{token}/confirm",
    status_code=202,
    summary="确认上传",
    responses=desk_problems(404, 409, 413),
)
def confirm(me: Admin, desk: TheDesk, job: TheJob, token: Token) -> JobState:
    """收入上传的文件，随即更新资料库；进度和没有收入的文件见 /api/admin/job。"""
    return JobState.model_validate(work.confirm(desk, job, token, me.actor))


@api.delete("/uploads/{token}", summary="取消上传", responses=desk_problems(404))
def discard(me: Admin, desk: TheDesk, token: Token) -> Discarded:
    """什么也不收入。"""
    uploads.discard(desk, token)
    return Discarded(discarded=True)


def _upload(desk: Desk, token: str) -> Upload:
    return Upload(token=token, files=[_file(each) for each in uploads.preview(desk, token)])


def _file(found: Previewed) -> UploadedFile:
    return UploadedFile(
        name=found.name,
        refused=found.refused,
        replaces=found.replaces,
        same=found.same,
        documents=[_document(each) for each in found.documents],
        warnings=list(found.warnings),
    )


def _document(found: Document) -> RecognisedDocument:
    return RecognisedDocument(
        id=found.id,
        metadata=KnownMetadata.model_validate(found.metadata),
        characters=len(found.text),
        beginning=found.text[:BEGINNING],
    )
