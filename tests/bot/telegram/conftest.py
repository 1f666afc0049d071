"""A real bot against a Bot API server on loopback, with a stand-in for the Assistant or a small library."""

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, cast

import certifi
import pytest
from pydantic import SecretStr

from bot.assistant import Assistant
from bot.desk.desk import Desk
from bot.settings import Settings
from bot.store.store import Store
from bot.telegram import FrontEnd, build, run
from bot.telegram.polling import Polling
from bot.telegram.serving import DRAIN
from retrieval.answer import Answer, Citation, Snippet
from retrieval.answerer import Answerer
from retrieval.reload import reload
from tests.bot.telegram.chats import Chat
from tests.e2e.telegram_server import TOKEN, TelegramServer

ADMIN = 900
PLACE = Citation("d1", "关于动员社会力量的意见", issuer="某部", published="2018-10-30", section=("二、任务",))


@dataclass
class StandIn:
    """Answers every question with one snippet that repeats it, and keeps what it was asked."""

    log_id: int | None = 7
    region: str | None = None
    text: str = "原文说：{question}。"
    error: Exception | None = None
    answerer: Any = None
    seconds: dict[str, float] = field(default_factory=dict)  # how long a question takes
    asked: list[dict[str, Any]] = field(default_factory=list)
    votes: list[tuple[int, str, str]] = field(default_factory=list)
    conversation: str = "telegram:100"  # to which row 7 belongs
    begun_anew: list[str] = field(default_factory=list)

    def ask(self, question: str, **about: Any) -> Answer:
        self.asked.append({"question": question} | about)
        threading.Event().wait(self.seconds.get(question, 0))
        if self.error:
            raise self.error
        snippet = Snippet(self.text.format(question=question), "sentence", ((0, 2),), 1.0, PLACE)
        answer = Answer(question, question, "answered", snippets=(snippet,), log_id=self.log_id)
        if about.get("any_region"):
            return replace(answer, region_dropped=self.region)
        return replace(answer, region=self.region)

    def begin_anew(self, conversation: str) -> None:
        self.begun_anew.append(conversation)

    def understood(self, log_id: int, *, conversation: str) -> str:
        if (log_id, conversation) != (7, self.conversation):
            raise LookupError("no such row")
        return "湖南的整个问题"

    def given(self, log_id: int, *, conversation: str, wanted: int = 0) -> Answer:
        if (log_id, conversation) != (7, self.conversation):
            raise LookupError("no such row")
        return self.ask("问")

    def vote(
        self, log_id: int, vote: Literal["up", "down"], *, conversation: str, reason: str | None = None
    ) -> bool:
        self.votes.append((log_id, vote, conversation))
        return log_id == 7 and conversation == self.conversation


class ServedBot:
    """The bot in a thread with an event loop of its own, as long as it serves."""

    def __init__(self, front: FrontEnd, drain: float = DRAIN) -> None:
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self.front = front
        self.failure: BaseException | None = None
        self._thread = threading.Thread(target=self._serve, args=(run(front, self._stop, drain=drain),))
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


def desk_for(server: TelegramServer, home: Path, **others: Any) -> Desk:
    """A desk on a database of its own under `home`."""
    given: dict[str, Any] = {"home": home, "telegram_token": SecretStr(TOKEN), "telegram_api_url": server.url}
    settings = Settings(**given | others)
    return Desk(settings, Store(settings.home))


def front_for(server: TelegramServer, assistant: StandIn, home: Path, **settings: Any) -> FrontEnd:
    return build(cast(Assistant, assistant), desk_for(server, home, **settings))


@contextmanager
def served(front: FrontEnd, drain: float = DRAIN) -> Iterator[ServedBot]:
    """The bot serves within the block; it has to end well unless the block has looked at how it ended."""
    bot = ServedBot(front, drain)
    try:
        yield bot
    finally:
        bot.stop()
        bot.ended(20)
    if bot.failure:
        raise bot.failure


Serving = Callable[..., AbstractContextManager[ServedBot]]


@pytest.fixture
def serving(server: TelegramServer, assistant: StandIn, tmp_path: Path) -> Serving:
    """Starts the bot of this test, again and again on the same database; takes settings."""

    def serving(
        drain: float = DRAIN, watchdog: dict[str, float] | None = None, **settings: Any
    ) -> AbstractContextManager[ServedBot]:
        front = front_for(server, assistant, tmp_path, **settings)
        if watchdog:
            front = replace(front, receiver=Polling(front.application, front.queue, **watchdog))
        return served(front, drain)

    return serving


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
def bot(serving: Serving) -> Iterator[ServedBot]:
    """A bot that serves, with the server and the assistant of the test."""
    with serving() as bot:
        yield bot


TEXTS = {
    "按摩.md": "---\ntitle: 按摩师下乡办法\nissuer: 某市民政局\nnumber: 某民发〔2019〕3号\n"
    "published: 2019-03-05\nregions: [湖南]\ncolumn: 政策文件\n---\n\n# 总则\n\n为方便老人，制定本办法。\n\n"
    "# 服务\n\n免费按摩服务每户每月不超过两次。\n\n# 附则\n\n本办法自公布之日起施行。\n",
    "图书.md": "---\ntitle: 乡村图书室指南\npublished: 2018-06-01\ncolumn: 工作指南\n---\n\n"
    "贫困村图书室藏书不少于三千册。\n\n贫困村图书室每周开放不少于五天。\n",
}


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an edition of two documents, to be copied."""
    home = tmp_path_factory.mktemp("small") / "home"
    (home / "sources").mkdir(parents=True)
    for name, text in TEXTS.items():
        (home / "sources" / name).write_text(text, "utf-8")
    reload(home, home.parent / "none")
    return home


@dataclass
class Place:
    """A bot that answers from a small library, its desk, and the server that it talks to."""

    server: TelegramServer
    desk: Desk
    assistant: Assistant
    front: FrontEnd

    def chat(self, id: int = 100, user: int | None = None) -> Chat:
        return Chat(self.server, id, user)


@pytest.fixture
def settings() -> dict[str, Any]:
    """Those of the place beside its own."""
    return {}


@pytest.fixture
def place(
    server: TelegramServer, small_library: Path, tmp_path: Path, settings: dict[str, Any]
) -> Iterator[Place]:
    """Serves with the real assistant; 900 is an admin."""
    home = tmp_path / "home"
    shutil.copytree(small_library, home)
    desk = desk_for(server, home, library=home.parent / "none", admins=[ADMIN], **settings)
    assistant = Assistant(Answerer(home), desk.store.log)
    front = build(assistant, desk)
    with served(front):
        yield Place(server, desk, assistant, front)
