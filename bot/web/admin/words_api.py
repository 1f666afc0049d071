"""The organisation's own words and synonyms as JSON."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from bot.desk import words
from bot.web.access import Reviewer, TheDesk
from bot.web.admin.words import added
from bot.web.api import Asked
from bot.web.problems import desk_problems
from knowledge.curated.words import FIELD, SYNONYMS

api = APIRouter(tags=["管理：词语"])


class Words(BaseModel):
    """本机构自己的词语和同义词。"""

    words: list[str]
    synonyms: Annotated[list[str], Field(description="每行一组，“说法 > 写法”。")]


class NewWord(BaseModel):
    """一个词，或一组同义词。"""

    said: Annotated[str, Field(min_length=1, max_length=200, description="人们怎么说；几个词用空格隔开。")]
    written: Annotated[
        str, Field(max_length=200, description="文件里怎么写；不填则只添加一个不拆开的词。")
    ] = ""


class OldLine(BaseModel):
    """要删除的一行。"""

    line: Annotated[str, Field(max_length=500)]


@api.get("/words", summary="词语和同义词", responses=desk_problems())
def listed(me: Reviewer, desk: TheDesk) -> Words:
    """只列自己添加的，不含随软件附带的。"""
    return Words(words=words.lines(desk, FIELD), synonyms=words.lines(desk, SYNONYMS))


@api.post("/words", summary="添加词语或同义词", responses=desk_problems(409, 413, 415))
def add_one(me: Reviewer, desk: TheDesk, assistant: Asked, body: NewWord) -> Words:
    """更新资料库之后起作用。"""
    added(desk, assistant, body.said, body.written, me)
    return listed(me, desk)


@api.delete("/words", summary="删除词语或同义词", responses=desk_problems(404, 413, 415))
def remove_one(me: Reviewer, desk: TheDesk, body: OldLine) -> Words:
    """更新资料库之后起作用。"""
    words.remove_line(desk, body.line, me.actor)
    return listed(me, desk)
