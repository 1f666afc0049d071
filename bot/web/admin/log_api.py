"""The query log as JSON."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from bot.desk import log
from bot.desk.comparison import Comparison, Pair
from bot.web.access import Id, Reviewer, TheDesk
from bot.web.admin.fields import SHOWN, Limit
from bot.web.admin.log import Before, Filtered
from bot.web.api import Asked
from bot.web.problems import desk_problems
from bot.web.schema import Pair as Span

api = APIRouter(tags=["管理：问答记录"])


class LogRow(BaseModel):
    """一条问答记录。号码已遮住，提问人和对话只有代号。"""

    model_config = ConfigDict(from_attributes=True)

    id: int
    at: datetime
    channel: Annotated[str, Field(description="渠道：telegram、web、api、cli。")]
    asker: Annotated[str, Field(description="提问人代号。")]
    conversation: Annotated[str | None, Field(description="对话代号。")]
    question: Annotated[str, Field(description="问题。")]
    understood: Annotated[str, Field(description="理解为。")]
    status: Annotated[str, Field(description="状态：answered、unanswered、smalltalk。")]
    reason: Annotated[str | None, Field(description="未答的原因。")]
    region: Annotated[str | None, Field(description="地区。")]
    column: Annotated[str | None, Field(description="第一段引文的栏目。")]
    conflict: Annotated[bool, Field(description="各条摘录的说法是否不一致。")]
    snippets: Annotated[list[dict[str, Any]], Field(description="摘录及出处，与提问时得到的一样。")]
    suggestions: Annotated[list[str], Field(description="可以接着问的问题。")]
    edition: Annotated[int | None, Field(description="资料库版次。")]
    package_version: Annotated[str, Field(description="程序版本。")]
    elapsed_ms: Annotated[float, Field(description="用时，毫秒。")]
    evidence: Annotated[float | None, Field(description="原文覆盖了问题的多少，0 到 1。")]
    vote: Annotated[str | None, Field(description="评价：up 或 down。")]
    vote_reason: Annotated[str | None, Field(description="为什么没用。")]
    vote_at: Annotated[datetime | None, Field(description="何时评价。")]
    starred: Annotated[bool, Field(description="有没有星标。")]


class LogRows(BaseModel):
    """问答记录的一页，新的在前。"""

    rows: list[LogRow]
    before: Annotated[int | None, Field(description="下一页的 before；没有更早的则为空。")]
    searched_until: Annotated[
        datetime | None,
        Field(description="符合条件的很少时，这一页只查到这个时间；用 before 接着往前查。"),
    ]


class Star(BaseModel):
    """加星标或取消。"""

    starred: bool


class ComparedPair(BaseModel):
    """当时和今天的一对摘录，同一份文件里最相像的两条。"""

    state: Annotated[
        Literal["same", "changed", "gone", "new"], Field(description="相同、有变化、今天没有了、今天新增。")
    ]
    then: Annotated[str | None, Field(description="当时的摘录。")]
    now: Annotated[str | None, Field(description="今天的摘录。")]
    document: Annotated[str, Field(description="文件编号。")]
    only_then: Annotated[list[Span], Field(description="then 里今天没有的文字的位置。")]
    only_now: Annotated[list[Span], Field(description="now 里当时没有的文字的位置。")]


class Compared(BaseModel):
    """当时的回答和今天的回答对照。"""

    same: Annotated[bool, Field(description="得到的结果和摘录是否都一样。")]
    then: Annotated[dict[str, Any], Field(description="当时的回答。")]
    now: Annotated[dict[str, Any], Field(description="今天的回答。")]
    pairs: list[ComparedPair]


@api.get("/log", summary="问答记录", responses=desk_problems())
def rows(
    me: Reviewer, desk: TheDesk, wanted: Filtered, before: Before = None, limit: Limit = SHOWN
) -> LogRows:
    """搜索和筛选问答记录，一页一页地取。"""
    found = desk.store.log.search.page(wanted.filter, before, limit)
    shown = [LogRow.model_validate(row) for row in found.rows]
    return LogRows(rows=shown, before=found.before, searched_until=found.searched_until)


@api.get("/log/{id}", summary="一条问答记录", responses=desk_problems(404))
def row(me: Reviewer, desk: TheDesk, id: Id) -> LogRow:
    """当时的回答原样给出。"""
    return LogRow.model_validate(log.row(desk, id))


@api.get("/log/{id}/today", summary="今天重答", responses=desk_problems(404))
def today(me: Reviewer, desk: TheDesk, id: Id, assistant: Asked) -> Compared:
    """把这个问题在今天的资料库上再答一次，与当时的回答对照；不计入记录。"""
    return _compared(log.today(log.row(desk, id), assistant.answerer))


@api.put("/log/{id}/star", summary="加星标", responses=desk_problems(404, 413, 415))
def star(me: Reviewer, desk: TheDesk, id: Id, body: Star) -> LogRow:
    """有星标的记录用来检查更新后的资料库，到期也不删除。"""
    log.star(desk, id, body.starred, me.actor)
    return LogRow.model_validate(log.row(desk, id))


def _compared(found: Comparison) -> Compared:
    return Compared(
        same=found.same,
        then=found.then.to_json(),
        now=found.now.to_json(),
        pairs=[_pair(pair) for pair in found.pairs],
    )


def _pair(pair: Pair) -> ComparedPair:
    known = pair.then or pair.now
    return ComparedPair(
        state=pair.state,
        then=pair.then.text if pair.then else None,
        now=pair.now.text if pair.now else None,
        document=known.citation.document if known else "",
        only_then=list(pair.only_then),
        only_now=list(pair.only_now),
    )
