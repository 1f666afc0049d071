"""The library pages: documents, uploads that are looked at first, corrections, removal, editions."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Path, Query, Request, UploadFile
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from pydantic import Field

from bot.desk.errors import DeskError, NotThere, as_desk_errors
from bot.desk.labels import LABELS
from bot.desk.library import changes, documents, editions, uploads, work
from bot.desk.library.originals import original
from bot.web.access import Admin, Reviewer, TheDesk
from bot.web.admin.fields import BLANK, SHOWN, contents
from bot.web.admin.gate import TheJob
from bot.web.admin.rendering import page, redirect
from bot.web.api import Asked
from bot.web.schema import LARGEST

router = APIRouter()
HERE = "/admin/library"
Words = Annotated[str, Query(alias="q", max_length=100, description="标题、编号、文件名或机关里有这些字。")]
Number = Annotated[int, Path(ge=1, le=LARGEST)]
Other = Annotated[Annotated[int, Field(ge=1, le=LARGEST)] | None, BLANK]
Skip = Annotated[int, Query(ge=0, le=1_000_000, description="跳过前面几份，用于翻页。")]
Name = Annotated[str, Form(max_length=255)]
Text = Annotated[str, Form(max_length=500)]


@router.get("/library")
def listed(
    request: Request,
    me: Reviewer,
    desk: TheDesk,
    assistant: Asked,
    job: TheJob,
    q: Words = "",
    skip: Skip = 0,
) -> HTMLResponse:
    """All documents, the work that goes on, what can be restored, and the editions."""
    found, state = documents.rows(desk, assistant.answerer, q), job.state
    if state and not state.runs:
        job.seen()
    return page(
        request,
        "library.html",
        me,
        rows=found[skip : skip + SHOWN],
        total=len(found),
        next=skip + SHOWN if len(found) > skip + SHOWN else None,
        skip=skip,
        q=q,
        job=state,
        removed=changes.removed(desk),
        editions=list(editions.editions(desk)),
    )


@router.post("/library/upload")
def upload(me: Admin, desk: TheDesk, files: list[UploadFile]) -> RedirectResponse:
    try:
        return redirect(f"{HERE}/upload/{uploads.upload(desk, contents(files))}")
    except DeskError as error:
        return redirect(HERE, str(error), "problem")


@router.get("/library/upload/{token}")
def preview(request: Request, me: Admin, desk: TheDesk, token: str) -> HTMLResponse:
    """What was recognised in the uploaded files, before they count."""
    found = uploads.preview(desk, token)
    return page(request, "upload.html", me, files=found, token=token, labels=LABELS, fields=documents.FIELDS)


@router.post("/library/upload/{token}")
def confirm(me: Admin, desk: TheDesk, job: TheJob, token: str) -> RedirectResponse:
    return _begun(lambda: work.confirm(desk, job, token, me.actor))


@router.post("/library/upload/{token}/discard")
def discard(me: Admin, desk: TheDesk, token: str) -> RedirectResponse:
    uploads.discard(desk, token)
    return redirect(HERE, "已取消，没有收入任何文件。")


@router.post("/library/restore")
def restore(me: Admin, desk: TheDesk, job: TheJob, name: Name) -> RedirectResponse:
    return _begun(lambda: work.restore(desk, job, name, me.actor))


@router.post("/library/rollback")
def rollback(me: Admin, desk: TheDesk, number: Annotated[int, Form(ge=1, le=LARGEST)]) -> RedirectResponse:
    try:
        with as_desk_errors():
            editions.rollback(desk, number, me.actor)
    except DeskError as error:
        return redirect(HERE, str(error), "problem")
    return redirect(HERE, f"已退回第 {number} 版。自动更新已暂停，直到下一次更新资料库。")


@router.get("/library/editions/{number}")
def edition(
    request: Request, me: Reviewer, desk: TheDesk, number: Number, before: Other = None
) -> HTMLResponse:
    """What an edition has otherwise than an earlier one, or another one."""
    before = before or editions.before(desk, number)
    with as_desk_errors():
        found = editions.compared(desk, before, number)
    kept = [each["number"] for each in editions.editions(desk) if each["number"] != number]
    return page(
        request, "edition.html", me, number=number, before=before, found=found, kept=kept, labels=LABELS
    )


@router.get("/library/{id}")
def document(request: Request, me: Reviewer, desk: TheDesk, assistant: Asked, id: str) -> HTMLResponse:
    """One document: what is known of it, its problems, its passages; forms to correct and to remove it."""
    found = documents.shown(desk, assistant.answerer, id)
    return page(
        request,
        "document.html",
        me,
        found=found,
        labels=LABELS,
        fields=documents.FIELDS,
        metadata=found.document.metadata,
    )


@router.get("/library/{id}/file")
def source(me: Reviewer, desk: TheDesk, assistant: Asked, id: str) -> FileResponse:
    """The file as it was added, always as a download."""
    row = documents.shown(desk, assistant.answerer, id).row
    return FileResponse(
        original(desk, row.file), media_type="application/octet-stream", filename=row.outermost
    )


@router.post("/library/{id}/correct")
def correct(
    me: Admin,
    desk: TheDesk,
    assistant: Asked,
    job: TheJob,
    id: str,
    title: Text = "",
    issuer: Text = "",
    number: Text = "",
    published: Text = "",
    effective: Text = "",
    expires: Text = "",
    document_type: Text = "",
    column: Text = "",
    regions: Text = "",
) -> RedirectResponse:
    given = dict(
        zip(
            documents.FIELDS,
            (title, issuer, number, published, effective, expires, document_type, column, regions),
            strict=True,
        )
    )
    return _begun(lambda: work.correct(desk, job, assistant.answerer, id, given, me.actor))


@router.post("/library/{id}/remove")
def remove(
    me: Admin,
    desk: TheDesk,
    assistant: Asked,
    job: TheJob,
    id: str,
    whole: Annotated[bool, Form()] = False,
) -> RedirectResponse:
    return _begun(lambda: work.remove(desk, job, assistant.answerer, id, me.actor, whole=whole))


def _begun(start: Callable[[], object]) -> RedirectResponse:
    """Raises NotThere for what does not exist."""
    try:
        start()
    except NotThere:
        raise
    except DeskError as error:
        return redirect(HERE, str(error), "problem")
    return redirect(HERE)
