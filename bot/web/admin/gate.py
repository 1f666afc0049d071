"""The gate page: what a new edition would change, side by side; publish it or drop it."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.assistant import Assistant
from bot.desk import gate
from bot.desk.desk import Desk
from bot.desk.errors import DeskError, as_desk_errors
from bot.desk.job import Job, Progress, State
from bot.web.access import Admin, Reviewer, TheDesk
from bot.web.admin.rendering import page, redirect
from bot.web.api import Asked
from bot.web.schema import LARGEST

router = APIRouter()
HERE = "/admin/gate"
Number = Annotated[int, Form(ge=1, le=LARGEST)]


def job(request: Request) -> Job:
    found: Job = request.app.state.job
    return found


TheJob = Annotated[Job, Depends(job)]


@router.get("/gate")
def shown(request: Request, me: Reviewer, desk: TheDesk, assistant: Asked, job: TheJob) -> HTMLResponse:
    """The work that goes on, or the candidate and what it would change."""
    state, report = job.state, examined(desk, assistant, job)
    if state and not state.runs:
        job.seen()
    return page(
        request,
        "gate.html",
        me,
        job=state,
        report=report,
        blocked=gate.blocked(desk, report) if report else None,
        edition=assistant.edition,
    )


@router.post("/gate/prepare")
def prepare(me: Admin, desk: TheDesk, job: TheJob) -> RedirectResponse:
    return _told(lambda: begun(desk, job), "已开始生成，请稍候。")


@router.post("/gate/publish")
def publish(me: Admin, desk: TheDesk, assistant: Asked, number: Number) -> RedirectResponse:
    return _told(
        lambda: gate.publish(desk, assistant.answerer, number, me.actor), f"第 {number} 版资料库已启用。"
    )


@router.post("/gate/drop")
def drop(me: Admin, desk: TheDesk) -> RedirectResponse:
    return _told(lambda: gate.drop(desk, me.actor), "已放弃，仍用原来的一版回答。")


def examined(desk: Desk, assistant: Assistant, job: Job) -> gate.Report | None:
    """What the candidate would change; None where there is none, or work goes on that may make another."""
    state, number = job.state, gate.candidate(desk)
    return gate.examine(desk, assistant.answerer, number) if number and not (state and state.runs) else None


def begun(desk: Desk, job: Job) -> State:
    """Build the candidate, beside the pages. Raises DeskError while other work goes on."""
    return job.start("生成新版资料库", _preparing(desk))


def _preparing(desk: Desk) -> Callable[[Progress], str]:
    def work(progress: Progress) -> str:
        number = gate.prepare(desk, progress)
        return f"第 {number} 版已生成，请在下面核对。" if number else "文件没有变化，没有要发布的。"

    return work


def _told(act: Callable[[], object], done: str) -> RedirectResponse:
    try:
        with as_desk_errors():
            act()
    except DeskError as error:
        return redirect(HERE, str(error), "problem")
    return redirect(HERE, done)
