"""An Assistant that gives prepared answers and remembers what it was asked, and a client to its web pages."""

import atexit
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import NamedTuple

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from bot.assistant import Assistant, Channel, Vote, VoteReason
from bot.desk.desk import Desk
from bot.settings import Settings
from bot.store.store import Store
from bot.web import build
from knowledge.document import Span
from knowledge.errors import EditionDamaged, UnknownDocument
from retrieval.answer import Answer, Citation, Context, Snippet
from retrieval.answerer import Answerer
from retrieval.reload import reload

TEXT = """\
第一条 为了帮助困难群众，制定本办法。
第二条 县级民政部门受理申请，十个工作日内答复。
第三条 本办法自发布之日起施行。"""
QUESTION = "申请由谁受理？"
CITATION = Citation(
    document="banfa",
    title="困难群众帮助办法",
    issuer="某县民政局",
    published="2019-05-06",
    number="某民〔2019〕8号",
    section=("第一章 总则", "第一节 受理"),
    spans=((20, 44),),
    uri="https://example.org/banfa",
)
ARTICLE = Snippet(TEXT[20:44], "article", ((4, 12),), 9.5, CITATION)
SENTENCE = Snippet(TEXT[:19], "sentence", (), 3.0, Citation("tongzhi", "办理通知", spans=((0, 19),)))
ANSWERED = Answer(
    QUESTION, QUESTION, "answered", region="某县", snippets=(ARTICLE, SENTENCE), edition=3, log_id=17
)
UNANSWERED = Answer(
    "火星上的补助？", "火星上的补助？", "unanswered", "not_in_library", suggestions=(QUESTION,), edition=3
)
GREETED = Answer("你好", "你好", "smalltalk", edition=3)


class Asked(NamedTuple):
    """One question as it reached the assistant."""

    question: str
    asker: str
    conversation: str | None
    channel: Channel
    any_region: bool = False


@dataclass
class StandIn(Assistant):
    """Answers every question with `answer`, or raises it; holds one document, banfa."""

    answer: Answer | Exception = ANSWERED
    asked: list[Asked] = field(default_factory=list)
    votes: list[tuple[int, Vote, str]] = field(default_factory=list)
    reasons: list[VoteReason | None] = field(default_factory=list)

    @property
    def edition(self) -> int:
        return 3

    @property
    def answerer(self) -> Answerer:
        """A real one, that knows nothing."""
        return empty_answerer()

    def ask(
        self,
        question: str,
        *,
        asker: str,
        conversation: str | None,
        channel: Channel,
        key: str | None = None,
        any_region: bool = False,
    ) -> Answer:
        self.asked.append(Asked(question, asker, conversation, channel, any_region))
        if isinstance(self.answer, Exception):
            raise self.answer
        return replace(self.answer, question=question)

    def vote(self, log_id: int, vote: Vote, *, conversation: str, reason: VoteReason | None = None) -> bool:
        self.votes.append((log_id, vote, conversation))
        self.reasons.append(reason)
        return log_id == ANSWERED.log_id

    def context(self, document: str, spans: Sequence[Span], edition: int | None = None) -> Context:
        if edition not in (None, 3):
            raise EditionDamaged(f"第 {edition} 版资料库已经不在了。")
        if document != CITATION.document:
            raise UnknownDocument(f"资料库里没有编号为“{document}”的文件。")
        return Context(document, CITATION.title, CITATION.section, TEXT, 0, tuple(spans), has_after=True)


@cache
def empty_answerer() -> Answerer:
    """Answers from a library without documents."""
    home = Path(mkdtemp(prefix="fupin-empty-"))
    atexit.register(rmtree, home)
    (home / "none").mkdir()
    reload(home, home / "none")
    return Answerer(home)


def visiting(assistant: Assistant, web_host: str = "127.0.0.1") -> AsyncClient:
    """A visitor's client to the web application around `assistant`, without a network."""
    settings = Settings(web_host=web_host)
    return client(build(assistant, Desk(settings, Store(settings.home))))


def client(site: FastAPI, peer: str = "127.0.0.1") -> AsyncClient:
    """A client to `site` from the machine `peer`, without a network."""
    transport = ASGITransport(site, raise_app_exceptions=False, client=(peer, 1234))
    return AsyncClient(transport=transport, base_url="http://127.0.0.1:8036")
