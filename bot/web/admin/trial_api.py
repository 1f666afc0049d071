"""Trying a question, as JSON."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from bot.web import schema
from bot.web.access import Reviewer
from bot.web.admin.trial import tried
from bot.web.api import Asked
from bot.web.problems import desk_problems
from bot.web.schema import LARGEST

api = APIRouter(tags=["管理：试问"])
Question = Annotated[str, Query(alias="q", min_length=1, max_length=500, description="问题。")]
Edition = Annotated[
    int | None, Query(ge=1, le=LARGEST, description="用哪一版资料库回答；不填则为正在使用的。")
]
Other = Annotated[int | None, Query(ge=1, le=LARGEST, description="再用哪一版回答，以便比较。")]


class Why(BaseModel):
    """为什么这样回答。"""

    model_config = ConfigDict(extra="allow")

    question: Annotated[dict[str, Any], Field(description="问题理解成什么：年份、地区、要不要列出全部等。")]
    terms: Annotated[list[dict[str, Any]], Field(description="检索用的词和它们的分量。")]
    runs: Annotated[list[dict[str, Any]], Field(description="看过的原文和得分的各部分，得分高的在前。")]
    snippets: Annotated[list[dict[str, Any]], Field(description="摘录从哪里起、到哪里止。")]
    decision: Annotated[dict[str, Any], Field(description="据以作答或不作答的依据。")]
    bounds: Annotated[dict[str, Any], Field(description="依据要达到的界限。")]
    spelling: Annotated[dict[str, Any], Field(description="改正了的错别字。")]


class Tried(BaseModel):
    """一版资料库的回答。"""

    edition: Annotated[int, Field(description="版次。")]
    problem: Annotated[str | None, Field(description="为什么没有回答，如没有这一版；有回答则为空。")]
    answer: schema.Answer | None
    why: Why | None


class Trial(BaseModel):
    """试问的结果，每版一个。"""

    answers: list[Tried]


@api.get("/try", summary="试问", responses=desk_problems(503))
def trial(me: Reviewer, assistant: Asked, q: Question, edition: Edition = None, other: Other = None) -> Trial:
    """在一版或两版资料库上提问，连同为什么这样回答。不计入问答记录。"""
    found = tried(assistant.answerer, q, edition, other)
    return Trial(answers=[Tried(**each | {"problem": each["problem"] or None}) for each in found])
