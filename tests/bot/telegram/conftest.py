"""A real bot against a Bot API server on loopback; only the Assistant is a stand-in."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

import certifi
import pytest
from pydantic import SecretStr

from bot.assistant import Assistant
from bot.settings import Settings
from bot.telegram import build, run
from knowledge.errors import KnowledgeError
from retrieval.answer import Answer, Citation, Context, Snippet
from tests.e2e.telegram_server import TOKEN, TelegramServer

PLACE = Citation("d1", "关于动员社会力量的意见", issuer="某部", published="2018-10-30", section=("二、任务",))


@dataclass
class StandIn:
    """Answers every question with one snippet that repeats it, and keeps what it was asked."""

    log_id: int | None = 7
    text: str = "原文说：{question}。"
    error: Exception | None = None
    lost: KnowledgeError | None = None  # why a source cannot be shown
    seconds: dict[str, float] = field(default_factory=dict)  # how long a question takes
    asked: list[dict[str, Any]] = field(default_factory=list)
    votes: list[tuple[int, str, str]] = field(default_factory=list)
    conversation: str = "telegram:100"  # to which row 7 belongs

    def ask(self, question: str, **about: str) -> Answer:
        self.asked.append({"question": question} | about)
        threading.Event().wait(self.seconds.get(question, 0))
        if self.error:
            raise self.error
        snippet = Snippet(self.text.format(question=question), "sentence", ((0, 2),), 1.0, PLACE)
        return Answer(question, question, "answered", snippets=(snippet,), log_id=self.log_id)

    def quoted(self, log_id: int, number: int, *, conversation: str) -> Context:
        if (log_id, number, conversation) != (7, 1, self.conversation):
            raise LookupError("no such row")
        if self.lost:
            raise self.lost
        return Context("d1", PLACE.title, PLACE.section, "上句。引文在此。下句。", 50, ((3, 7),), True, True)

    def vote(self, log_id: int, vote: Literal["up", "down"], *, conversation: str) -> bool:
        self.votes.append((log_id, vote, conversation))
        return log_id == 7 and conversation == self.conversation


class ServedBot:
    """The bot in a thread with an event loop of its own, as long as it serves."""

    def __init__(
        self, settings: Settings, assistant: StandIn, queue: "asyncio.Queue[object] | None", **limits: float
    ) -> None:
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self.failure: BaseException | None = None
        application = build(settings, cast(Assistant, assistant), queue)
        self._thread = threading.Thread(target=self._serve, args=(run(application, self._stop, **limits),))
        self._thread.start()

    def _serve(self, work: Any) -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
                runner.run(work)
        except Exception as error:
            self.failure = error

    def stop(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)

    def ended(self, timeout: float = 8.0) -> BaseException | None:
        """Wait until the bot has ended; with which exception."""
        self._thread.join(timeout)
        assert not self._thread.is_alive(), "the bot goes on"
        return self.failure


def settings_for(server: TelegramServer, **others: Any) -> Settings:
    given: dict[str, Any] = {"telegram_token": SecretStr(TOKEN), "telegram_api_url": server.url}
    return Settings(**given | others)


@contextmanager
def serving(
    server: TelegramServer,
    assistant: StandIn,
    queue: "asyncio.Queue[object] | None" = None,
    limits: dict[str, float] | None = None,
    **settings: Any,
) -> Iterator[ServedBot]:
    """The bot serves within the block; it has to end well unless the block has looked at how it ended."""
    bot = ServedBot(settings_for(server, **settings), assistant, queue, **(limits or {}))
    try:
        yield bot
    finally:
        bot.stop()
        bot.ended(20)
    if bot.failure:
        raise bot.failure


@pytest.fixture(scope="session", autouse=True)
def few_certificates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Reading all of the world's certificates for each bot would take a third of these tests' time."""
    end = "-----END CERTIFICATE-----\n"
    file = tmp_path_factory.mktemp("certificates") / "one.pem"
    file.write_text(Path(certifi.where()).read_text("utf-8").partition(end)[0] + end, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(file))
        yield


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture
def assistant() -> StandIn:
    return StandIn()


@pytest.fixture
def bot(server: TelegramServer, assistant: StandIn) -> Iterator[ServedBot]:
    """A bot that serves, with the server and the assistant of the test."""
    with serving(server, assistant) as bot:
        yield bot
