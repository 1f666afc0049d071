"""The gate as JSON."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from bot.assistant import Assistant
from bot.desk import gate
from bot.desk.desk import Desk
from bot.desk.errors import as_desk_errors
from bot.desk.job import Job
from bot.web import schema
from bot.web.access import Admin, Reviewer, TheDesk
from bot.web.admin.gate import TheJob, begun, examined
from bot.web.admin.job_api import JobState, told
from bot.web.api import Asked
from bot.web.problems import desk_problems
from bot.web.reply import reply
from bot.web.schema import LARGEST
from retrieval.answer import Answer

api = APIRouter(tags=["管理：更新发布"])


class AnswersCompared(BaseModel):
    """一个问题现在的回答和发布后的回答。"""

    question: str
    golden: Annotated[bool, Field(description="重点问题：加了星标的，或补上的缺口。")]
    before: Annotated[schema.Answer, Field(description="现在的回答。")]
    after: Annotated[schema.Answer, Field(description="发布后的回答。")]


class GapFilled(BaseModel):
    """发布后会补上的缺口。"""

    gap: Annotated[int, Field(description="缺口编号。")]
    question: str
    askers: Annotated[int, Field(description="几个人问过。")]
    answer: Annotated[schema.Answer, Field(description="发布后的回答。")]


class Gate(BaseModel):
    """待发布的版本会改变什么。"""

    base: Annotated[int, Field(description="正在使用的版次。")]
    candidate: Annotated[int | None, Field(description="待发布的版次；没有，或者还在生成，则为空。")]
    job: Annotated[JobState | None, Field(description="正在进行的工作，或最近结束的一项。")]
    asked: Annotated[int, Field(description="重问了几个问题。")] = 0
    lost_share: Annotated[float, Field(description="原来有答案的问题里，会失去答案的占多少，0 到 1。")] = 0.0
    blocked: Annotated[str | None, Field(description="为什么不能发布；可以发布则为空。")] = None
    filled: Annotated[list[GapFilled], Field(description="补上的缺口。")] = []
    lost: Annotated[list[AnswersCompared], Field(description="失去答案的问题。")] = []
    changed: Annotated[list[AnswersCompared], Field(description="答案改变的问题。")] = []
    gained: Annotated[list[AnswersCompared], Field(description="新有答案的问题。")] = []


class Candidate(BaseModel):
    """要启用的版本。"""

    number: Annotated[int, Field(ge=1, le=LARGEST, description="待发布的版次，即看过的 candidate。")]


class Published(BaseModel):
    """已启用。"""

    edition: Annotated[int, Field(description="现在使用的版次。")]
    filled: Annotated[int, Field(description="补上了几个缺口。")]
    lost: Annotated[int, Field(description="几个问题失去答案。")]
    changed: Annotated[int, Field(description="几个问题答案改变。")]
    gained: Annotated[int, Field(description="几个问题新有答案。")]


class Dropped(BaseModel):
    """已放弃。"""

    dropped: bool


@api.get("/gate", summary="待发布的版本会改变什么", responses=desk_problems(503))
def shown(me: Reviewer, desk: TheDesk, assistant: Asked, job: TheJob) -> Gate:
    """把问过的问题和缺口在两版上各问一遍，列出有变化的。"""
    return _gate(desk, assistant, job)


@api.post(
    "/gate/prepare", status_code=202, summary="生成待发布的版本", responses=desk_problems(409, 413, 415)
)
def prepare(me: Admin, desk: TheDesk, job: TheJob) -> JobState:
    """按文件现在的样子生成；生成期间照常回答问题，进度见 /api/admin/job。"""
    return JobState.model_validate(begun(desk, job))


@api.post("/gate/publish", summary="启用待发布的版本", responses=desk_problems(409, 413, 415, 503))
def publish(me: Admin, desk: TheDesk, assistant: Asked, body: Candidate) -> Published:
    """失去答案的问题太多时不能启用。"""
    with as_desk_errors():
        report = gate.publish(desk, assistant.answerer, body.number, me.actor)
    return Published(
        edition=report.candidate,
        filled=len(report.filled),
        lost=len(report.of("lost")),
        changed=len(report.of("changed")),
        gained=len(report.of("gained")),
    )


@api.post("/gate/drop", summary="放弃待发布的版本", responses=desk_problems(409, 413, 415))
def drop(me: Admin, desk: TheDesk) -> Dropped:
    """仍用原来的一版回答；文件不变。"""
    with as_desk_errors():
        gate.drop(desk, me.actor)
    return Dropped(dropped=True)


def _gate(desk: Desk, assistant: Assistant, job: Job) -> Gate:
    report = examined(desk, assistant, job)
    if report is None:
        return Gate(base=assistant.edition, candidate=None, job=told(job))
    return Gate(
        base=report.base,
        candidate=report.candidate,
        job=told(job),
        asked=len(report.compared),
        lost_share=round(report.lost_share, 4),
        blocked=gate.blocked(desk, report),
        filled=[_filled(each) for each in report.filled],
        lost=_compared(report.of("lost")),
        changed=_compared(report.of("changed")),
        gained=_compared(report.of("gained")),
    )


def _compared(found: Sequence[gate.Compared]) -> list[AnswersCompared]:
    return [
        AnswersCompared(
            question=each.question, golden=each.golden, before=_answer(each.before), after=_answer(each.after)
        )
        for each in found
    ]


def _filled(found: gate.Filled) -> GapFilled:
    answer = _answer(found.answer)
    return GapFilled(gap=found.id, question=found.question, askers=found.askers, answer=answer)


def _answer(answer: Answer) -> schema.Answer:
    return schema.Answer.model_validate(reply(answer, ""))
