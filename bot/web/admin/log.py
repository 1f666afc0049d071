"""The pages of the query log: a list that can be searched, a row as it was given, files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse

from bot.desk import log, logsheet, logwords
from bot.desk.sheet import csv_parts
from bot.store.entry import Channel
from bot.store.logfilter import LogFilter
from bot.store.logwriting import answer_of
from bot.store.querylog import Vote, VoteReason
from bot.web.access import Id, Reviewer, TheDesk
from bot.web.admin.fields import BLANK, SHOWN, Day, Words, period
from bot.web.admin.rendering import back, page, redirect
from bot.web.api import Asked
from bot.web.reply import reply
from bot.web.schema import LARGEST
from retrieval.answer import Reason, Status

router = APIRouter()
Before = Annotated[int | None, Query(ge=1, le=LARGEST, description="只要编号比它小的，用于翻页。")]
Number = Annotated[int, Query(ge=0, le=2**31 - 1)]
EARLIER = 5
"""Questions of the same conversation that are shown beside one."""


@dataclass(frozen=True)
class Wanted:
    """Which rows are asked for: the parameters that pages, files and API share."""

    desk: TheDesk
    text: Annotated[Words, Query(description="问题里有这些字。")] = None
    since: Annotated[Day, Query(description="从哪一天起。")] = None
    until: Annotated[Day, Query(description="到哪一天止，含当天。")] = None
    status: Annotated[Status | None, BLANK, Query(description="状态。")] = None
    reason: Annotated[Reason | None, BLANK, Query(description="未答的原因。")] = None
    edition: Annotated[Number | None, BLANK, Query(description="资料库版次。")] = None
    document: Annotated[Words, Query(description="引用了这份文件，按文件编号。")] = None
    vote: Annotated[Vote | None, BLANK, Query(description="评价。")] = None
    vote_reason: Annotated[VoteReason | None, BLANK, Query(description="为什么没用。")] = None
    channel: Annotated[Channel | None, BLANK, Query(description="渠道。")] = None
    starred: Annotated[bool | None, BLANK, Query(description="有没有星标。")] = None

    @property
    def filter(self) -> LogFilter:
        since, until = period(self.since, self.until, ZoneInfo(self.desk.settings.timezone))
        return LogFilter(
            text=self.text or "",
            since=since,
            until=until,
            status=self.status,
            reason=self.reason,
            edition=self.edition,
            document=self.document,
            vote=self.vote,
            vote_reason=self.vote_reason,
            channel=self.channel,
            starred=self.starred,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether one of the rarer conditions is set, which the page folds away."""
        rare = (
            self.edition,
            self.document,
            self.vote,
            self.vote_reason,
            self.channel,
            self.starred,
            self.reason,
        )
        return any(value is not None for value in rare)


Filtered = Annotated[Wanted, Depends()]


@router.get("/log")
def rows(
    request: Request, me: Reviewer, desk: TheDesk, wanted: Filtered, before: Before = None
) -> HTMLResponse:
    """What was asked, newest first."""
    found = desk.store.log.search.page(wanted.filter, before, SHOWN, whole=False)
    return page(request, "log.html", me, found=found, wanted=wanted, before=before, words=logwords)


@router.get("/log.csv")
def sheet(me: Reviewer, desk: TheDesk, wanted: Filtered) -> StreamingResponse:
    """Everything that the page's choice finds, with the passages cited, for spreadsheets."""
    desk.store.audit.record(me.actor, "log.export", "CSV")
    columns = logsheet.columns(ZoneInfo(desk.settings.timezone))
    return _file(csv_parts(columns, desk.store.log.search.each(wanted.filter)), "csv", "text/csv")


@router.get("/log.jsonl")
def json_lines(me: Reviewer, desk: TheDesk, wanted: Filtered) -> StreamingResponse:
    """The same, a JSON object a line."""
    desk.store.audit.record(me.actor, "log.export", "JSON")
    lines = logsheet.json_lines(desk.store.log.search.each(wanted.filter), ZoneInfo(desk.settings.timezone))
    return _file((line.encode("utf-8", "replace") for line in lines), "jsonl", "application/x-ndjson")


@router.get("/log/{id}")
def row(
    request: Request,
    me: Reviewer,
    desk: TheDesk,
    id: Id,
    assistant: Asked,
    today: Annotated[Literal["1"] | None, BLANK, Query()] = None,
) -> HTMLResponse:
    """One row: the answer as it was given and, if asked for, beside it what the question gets today."""
    found = log.row(desk, id)
    return page(
        request,
        "log_row.html",
        me,
        row=found,
        words=logwords,
        answer=reply(answer_of(found), "") | {"log_id": None, "region": None},
        earlier=desk.store.log.search.conversation(found, EARLIER)[::-1],
        compared=log.today(found, assistant.answerer) if today else None,
    )


@router.post("/log/{id}/star")
def star(
    request: Request, me: Reviewer, desk: TheDesk, id: Id, starred: Annotated[bool, Form()]
) -> RedirectResponse:
    log.star(desk, id, starred, me.actor)
    return redirect(back(request, f"/admin/log/{id}"), "已加星标。" if starred else "已取消星标。")


def _file(parts: Iterator[bytes], suffix: str, type: str) -> StreamingResponse:
    """Sent while it is being read, so that its length does not matter."""
    headers = {"Content-Disposition": f'attachment; filename="fupin-log.{suffix}"'}
    return StreamingResponse(parts, media_type=f"{type}; charset=utf-8", headers=headers)
