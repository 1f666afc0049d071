"""How long pages of the desk take over a short and over a long query log, measured in turn in one process."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from http.cookies import SimpleCookie
from statistics import median
from time import perf_counter
from urllib.parse import quote

from starlette.types import ASGIApp, Message

from bot.assistant import Assistant
from bot.desk.desk import Desk
from bot.errors import BotError
from bot.store.audit import Actor
from bot.web.site import build

ROUNDS = 9
TIMES = 5.0
"""What a page may cost over the long log, in times of what it costs over the short one."""


@dataclass(frozen=True, slots=True)
class PageTiming:
    """A page, and its median time in milliseconds over the short and the long log."""

    name: str
    path: str
    short: float
    long: float

    @property
    def ratio(self) -> float:
        return self.long / self.short


class Visitor:
    """Somebody signed in at a desk, without a network."""

    def __init__(self, site: ASGIApp, desk: Desk) -> None:
        self._site = site
        self._cookie = ""
        link = desk.store.links.make("测量", "admin", Actor("测量", "cli"))
        _, headers = asyncio.run(self._request("POST", f"/sign-in/{link}"))
        cookies = SimpleCookie(headers.get("set-cookie", ""))
        self._cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())

    def time(self, path: str) -> float:
        """Milliseconds until the whole page has come. Raises BotError where it does not come."""
        started = perf_counter()
        status, _ = asyncio.run(self._request("GET", path))
        spent = (perf_counter() - started) * 1000
        if status != 200:
            raise BotError(f"页面 {path} 没有打开（{status}），无法测量。")
        return spent

    async def _request(self, method: str, path: str) -> tuple[int, Mapping[str, str]]:
        bare, _, query = path.partition("?")
        messages: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            messages.append(message)

        headers = {"host": "127.0.0.1", "cookie": self._cookie}
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": bare,
            "raw_path": quote(bare).encode(),
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items() if value],
            "client": ("127.0.0.1", 50000),
            "server": ("127.0.0.1", 80),
        }
        await self._site(scope, receive, send)
        begun = next(message for message in messages if message["type"] == "http.response.start")
        return begun["status"], {name.decode(): value.decode() for name, value in begun["headers"]}


def bench_log(
    short: Desk, long: Desk, assistant: Assistant, documents: Sequence[str]
) -> Iterator[PageTiming]:
    """Time every page over both logs. `documents` are one that is quoted often, and one seldom."""
    visitors = [Visitor(build(assistant, desk), desk) for desk in (short, long)]
    for name, path in pages(documents, date.today()):
        spent = _timed(visitors, path)
        yield PageTiming(name, path, *map(median, spent))


def pages(documents: Sequence[str], today: date) -> Iterator[tuple[str, str]]:
    """Every page that reads the log, with each of its filters; the words stand for made-up questions."""
    month, year = today - timedelta(days=30), today - timedelta(days=364)
    often, seldom = map(quote, documents)
    log = {
        "全部": "",
        "文字，常见": f"text={quote('扶贫')}",
        "文字，少见": f"text={quote('青海2013年光伏')}",
        "文字，没有的": f"text={quote('没有人问过的')}",
        "文字，一个字": f"text={quote('云')}",
        "时间": f"since={year + timedelta(days=60)}&until={year + timedelta(days=90)}",
        "状态": "status=unanswered",
        "原因": "reason=off_topic",
        "版次": "edition=2",
        "文件，常用": f"document={often}",
        "文件，少用": f"document={seldom}",
        "评价": "vote=down",
        "为什么没用": "vote_reason=wrong",
        "渠道": "channel=cli",
        "星标": "starred=true",
        "文字和评价": f"text={quote('扶贫')}&vote=down",
        "状态、版次和时间": f"status=unanswered&edition=3&since={year}",
        "渠道、文件和评价": f"channel=cli&document={often}&vote=up",
    }
    yield from ((f"问答记录：{name}", f"/admin/log?{query}") for name, query in log.items())
    yield "问答记录：更早的一页", "/admin/log?before=500"
    yield "问答记录：一条", "/admin/log/30"
    yield "总览：30 天", f"/admin?since={month}"
    yield "总览：一年", f"/admin?since={year}"
    yield "总览：按地区", f"/admin?since={month}&region={quote('云南')}"
    yield "总览：按渠道", f"/admin?since={month}&channel=telegram"
    yield "缺口", "/admin/gaps"
    yield "接口：问答记录", "/api/admin/log"
    yield "接口：按文字", f"/api/admin/log?text={quote('扶贫')}&limit=200"
    yield "接口：统计", f"/api/admin/stats?since={month}"
    yield "接口：缺口", "/api/admin/gaps"


def _timed(visitors: Iterable[Visitor], path: str) -> list[list[float]]:
    """Both in turn, so that whatever else the machine does falls on both; the first time does not count."""
    spent: list[list[float]] = [[] for _ in visitors]
    for _ in range(ROUNDS + 1):
        for times, visitor in zip(spent, visitors, strict=True):
            times.append(visitor.time(path))
    return [times[1:] for times in spent]
