"""Curated answers as JSON."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from bot.desk import curated
from bot.desk.desk import Desk
from bot.desk.errors import DeskError
from bot.web import schema
from bot.web.access import Reviewer, TheDesk
from bot.web.admin.answers import AnswerId
from bot.web.api import Asked
from bot.web.problems import desk_problems
from bot.web.reply import reply
from knowledge.curated.answer import Cite, CuratedAnswer
from knowledge.curated.answers import (
    LONGEST_AUTHOR,
    LONGEST_QUESTION,
    LONGEST_TEXT,
    MOST_CITES,
    MOST_WORDINGS,
)
from knowledge.errors import UnreadableFile
from retrieval.edition import Edition
from retrieval.reloading import today

api = APIRouter(tags=["管理：本机构答复"])
Wording = Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)]
DAY = r"^(\d{4}-\d{2}-\d{2})?$"
Day = Annotated[str | None, Field(max_length=10, pattern=DAY)]


class CitedPassage(BaseModel):
    """所引的一处原文。"""

    document: Annotated[str, Field(min_length=1, max_length=300, description="文件编号。")]
    quote: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT, description="原文，一字不改。")]


class NewAnswer(BaseModel):
    """要写的答复。"""

    question: Wording
    wordings: Annotated[list[Wording], Field(max_length=MOST_WORDINGS, description="其他问法。")] = []
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT, description="答复正文。")]
    cites: Annotated[list[CitedPassage], Field(max_length=MOST_CITES, description="所引的原文。")] = []
    author: Annotated[str | None, Field(max_length=LONGEST_AUTHOR)] = None
    date: Annotated[Day, Field(description="日期，如 2026-01-31。")] = None
    review: Annotated[Day, Field(description="复核日期。")] = None

    def draft(self, id: str) -> CuratedAnswer:
        cites = tuple(Cite(each.document, each.quote) for each in self.cites)
        given = self.model_dump(exclude={"wordings", "cites"})
        dates = {name: given[name] or None for name in ("date", "review")}
        return CuratedAnswer(id, **given | dates, wordings=tuple(self.wordings), cites=cites)


class Problem(BaseModel):
    """应当看一看的地方。"""

    file: str
    line: int | None
    problem: str
    remedy: str


class OwnAnswer(BaseModel):
    """一份本机构答复。"""

    id: str
    question: str
    wordings: list[str]
    text: str
    cites: list[CitedPassage]
    author: str | None
    date: str | None
    review: str | None
    published: Annotated[bool, Field(description="正在使用的一版资料库里就是这样。")]
    problems: list[Problem]


class OwnAnswers(BaseModel):
    """全部本机构答复，新的在前。"""

    answers: list[OwnAnswer]
    broken: Annotated[list[Problem], Field(description="没有采用的文件。")]


class Removed(BaseModel):
    """已删除。"""

    removed: bool


@api.get("/answers", summary="本机构答复", responses=desk_problems())
def every_answer(me: Reviewer, desk: TheDesk, assistant: Asked) -> OwnAnswers:
    """连同还没有启用的和需要复核的。"""
    found = curated.listing(desk, assistant.answerer.opened()[0], today())
    broken = [Problem(**asdict(each)) for each in found.broken]
    return OwnAnswers(answers=[_listed(each) for each in found.answers], broken=broken)


@api.get("/answers/{id}", summary="一份答复", responses=desk_problems(404))
def one_answer(me: Reviewer, desk: TheDesk, assistant: Asked, id: AnswerId) -> OwnAnswer:
    """按文件里现在的样子。"""
    return _one(desk, id, assistant.answerer.opened()[0])


@api.post("/answers", summary="写一份答复", responses=desk_problems(409, 413, 415))
def add(me: Reviewer, desk: TheDesk, assistant: Asked, body: NewAnswer) -> OwnAnswer:
    """更新资料库之后启用。"""
    return _save(desk, body.draft(curated.NEW), me, assistant.answerer.opened()[0])


@api.put("/answers/{id}", summary="改写一份答复", responses=desk_problems(404, 409, 413, 415))
def change(me: Reviewer, desk: TheDesk, assistant: Asked, id: AnswerId, body: NewAnswer) -> OwnAnswer:
    """更新资料库之后启用。"""
    curated.one(desk, id)
    return _save(desk, body.draft(id), me, assistant.answerer.opened()[0])


@api.delete("/answers/{id}", summary="删除一份答复", responses=desk_problems(404))
def remove(me: Reviewer, desk: TheDesk, id: AnswerId) -> Removed:
    """更新资料库之后不再用到。"""
    curated.remove(desk, id, me.actor)
    return Removed(removed=True)


@api.post(
    "/answers/preview",
    response_model=schema.Answer,
    summary="预览答复",
    responses=desk_problems(409, 413, 415),
)
def preview(me: Reviewer, assistant: Asked, body: NewAnswer) -> dict[str, Any]:
    """提问的人将会看到的样子；什么也不保存。"""
    try:
        draft = curated.checked(body.draft(curated.NEW))
    except UnreadableFile as error:
        raise DeskError(f"{error.problem}。{error.remedy}。") from error
    return reply(curated.preview(draft, assistant.answerer, today()), "")


def _save(desk: Desk, draft: CuratedAnswer, me: Reviewer, edition: Edition) -> OwnAnswer:
    try:
        saved = curated.save(desk, draft, me.actor)
    except UnreadableFile as error:
        raise DeskError(f"{error.problem}。{error.remedy}。") from error
    return _one(desk, saved.id, edition)


def _one(desk: Desk, id: str, edition: Edition) -> OwnAnswer:
    answer = curated.one(desk, id)
    found = curated.listing(desk, edition, today()).answers
    return next(_listed(each) for each in found if each.answer.id == answer.id)


def _listed(each: curated.Listed) -> OwnAnswer:
    cites = [CitedPassage(document=cite.document, quote=cite.quote) for cite in each.answer.cites]
    problems = [Problem(**asdict(problem)) for problem in each.problems]
    given = asdict(each.answer) | {"cites": cites, "wordings": list(each.answer.wordings)}
    return OwnAnswer(**given, published=each.published, problems=problems)
