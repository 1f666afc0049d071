"""The work that goes on at the desk, as JSON."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from bot.desk.job import Job
from bot.web.access import Reviewer
from bot.web.admin.gate import TheJob
from bot.web.problems import desk_problems

api = APIRouter(tags=["管理：资料库"])


class JobState(BaseModel):
    """一项工作进行到哪里了。"""

    model_config = ConfigDict(from_attributes=True)

    title: Annotated[str, Field(description="在做什么，如“收入文件”。")]
    step: Annotated[str, Field(description="正在做的一步；还没有开始则为空文字。")]
    done: Annotated[int, Field(description="这一步做完了多少。")]
    total: Annotated[int, Field(description="这一步共有多少；不知道则为 0。")]
    runs: Annotated[bool, Field(description="是否还在进行。")]
    said: Annotated[str | None, Field(description="结果，一句话；还在进行则为空。")]
    failed: Annotated[bool, Field(description="是否没有做成，said 里有原因。")]


class CurrentJob(BaseModel):
    """正在进行的工作，或最近结束的一项。"""

    job: Annotated[JobState | None, Field(description="没有工作，或者结果已经在页面上看过，则为空。")]


@api.get("/job", summary="正在进行的工作", responses=desk_problems())
def current_job(me: Reviewer, job: TheJob) -> CurrentJob:
    """收入、更正、删除、恢复文件和生成新版资料库要一些时间，开始以后在这里看进度和结果。同时只进行一项。"""
    return CurrentJob(job=told(job))


def told(job: Job) -> JobState | None:
    """The work that goes on, or the last one as it ended."""
    return JobState.model_validate(job.state) if job.state else None
