"""The overview as JSON."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from bot.desk import statsheet
from bot.web.access import Reviewer
from bot.web.admin.overview import Filtered
from bot.web.problems import desk_problems

api = APIRouter(tags=["管理：总览"])


class Tally(BaseModel):
    """提问和评价的次数。"""

    asked: Annotated[int, Field(description="提问，不含寒暄。")]
    answered: Annotated[int, Field(description="已答。")]
    unanswered: Annotated[int, Field(description="未答。")]
    smalltalk: Annotated[int, Field(description="寒暄。")]
    up: Annotated[int, Field(description="评为有用。")]
    down: Annotated[int, Field(description="评为没用。")]


class StatsPoint(Tally):
    """一天或一个月。"""

    first: Annotated[str, Field(description="从这一天起。")]
    last: Annotated[str, Field(description="到这一天止。")]
    p50: Annotated[float | None, Field(description="半数回答不超过多少毫秒。")]
    p95: Annotated[float | None, Field(description="95% 的回答不超过多少毫秒。")]


class StatsValue(Tally):
    """一个渠道、地区、栏目或资料库版次。"""

    name: Annotated[str | None, Field(description="名称；没有说到地区、没有栏目的为空。")]


class Latency(BaseModel):
    """回答用时，毫秒。"""

    p50: float | None
    p95: float | None


class AskedOften(BaseModel):
    """常问的一个问题。"""

    question: str
    times: int


class DocumentUse(BaseModel):
    """一份文件被引用的次数。"""

    id: str
    title: str
    column: str | None
    times: int


class QuotedPassage(BaseModel):
    """被引用的一处原文。"""

    document: str
    title: str
    start: int
    end: int
    text: Annotated[str | None, Field(description="原文的开头；文件已不在资料库里则为空。")]
    times: int


class LibraryUse(BaseModel):
    """资料库用到了多少。"""

    edition: Annotated[int, Field(description="现在的资料库版次。")]
    documents: int
    documents_used: int
    passages: int
    passages_used: int
    most: Annotated[list[DocumentUse], Field(description="用得最多的文件。")]
    unused: Annotated[list[DocumentUse], Field(description="没有用到的文件，列出前几份。")]
    quotations: Annotated[list[QuotedPassage], Field(description="用得最多的原文，按整月统计。")]


class Stats(BaseModel):
    """一段时间的统计。"""

    since: str
    until: str
    channel: str | None
    region: str | None
    column: str | None
    total: Tally
    latency: Latency
    points: Annotated[list[StatsPoint], Field(description="每天一个；超过 92 天则每月一个。")]
    channels: list[StatsValue]
    regions: list[StatsValue]
    columns: list[StatsValue]
    editions: Annotated[list[StatsValue], Field(description="只在没有按渠道、地区、栏目筛选时给出。")]
    reasons: Annotated[dict[str, int], Field(description="未答的原因。")]
    vote_reasons: Annotated[dict[str, int], Field(description="为什么没用；没有说的为空文字。")]
    questions: Annotated[list[AskedOften], Field(description="常问的问题。")]
    library: LibraryUse


@api.get("/stats", summary="统计", responses=desk_problems(409))
def stats(me: Reviewer, wanted: Filtered) -> Stats:
    """提问、已答和未答、评价、用时，按天、渠道、地区、栏目；常问的问题，用到和没有用到的文件。

    用时只按渠道筛选；常问的问题、用到的文件和原文不按渠道和地区筛选。
    """
    return Stats.model_validate(statsheet.as_object(wanted.found()))
