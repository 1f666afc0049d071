"""fupin run as a process: it serves, says where, and stops when told to."""

import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from bot import app, http_server
from bot.errors import StartError
from bot.settings import Settings
from knowledge.editions import Editions
from retrieval.reload import rollback
from tests.bot.fupin import COMMAND, environment, fupin

TOKEN = "123456:AAExampleOfTheSecretHalf_0123456789"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home on whose first edition fupin can start; its library is empty."""
    home = tmp_path_factory.mktemp("running")
    (home / "none").mkdir()
    assert fupin(home, "kb", "reload", FUPIN_LIBRARY=str(home / "none")).returncode == 0
    return home


class Running:
    """A fupin run; `lines` is what it has written to standard output until it was ready."""

    def __init__(self, home: Path, **settings: str) -> None:
        given = {"FUPIN_WEB_PORT": "0", "FUPIN_LIBRARY": str(home / "none")} | settings
        self.process = subprocess.Popen(
            [*COMMAND, "run"],
            env=environment(home, **given),
            cwd=home,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self.process.stdout is not None
        self.lines = [self.process.stdout.readline(), self.process.stdout.readline()]

    @property
    def address(self) -> str:
        found = re.search(r"http://127\.0\.0\.1:\d+/", self.lines[0])
        assert found, (self.lines, self.process.communicate(timeout=5))
        return found[0]

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, float, str]:
        """Exit status, seconds that it took, and what went to standard error."""
        started = time.monotonic()
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=30)
        return self.process.returncode, time.monotonic() - started, errors


@contextmanager
def running(home: Path, **settings: str) -> Iterator[Running]:
    process = Running(home, **settings)
    try:
        yield process
    finally:
        process.process.kill()
        process.process.communicate()


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[Running]:
    """The page is served, without Telegram."""
    with running(home) as process:
        yield process


def fetched(request: str | Request) -> str:
    with urlopen(request, timeout=10) as reply:  # noqa: S310
        text: str = reply.read().decode()
        return text


def test_it_says_where_the_page_is_and_how_to_get_a_token(served: Running) -> None:
    assert "<html" in fetched(served.address)
    assert json.loads(fetched(f"{served.address}healthz"))["ok"] is True
    assert "@BotFather" in served.lines[1]
    assert "FUPIN_TELEGRAM_TOKEN" in served.lines[1]


def test_a_question_asked_there_is_in_the_log(served: Running, home: Path) -> None:
    body = json.dumps({"question": "甲乙丙丁？"}).encode()
    asked = Request(f"{served.address}api/ask", body, {"Content-Type": "application/json"})  # noqa: S310
    answer = json.loads(fetched(asked))
    row = app.query_log(Settings(home=home)).row(answer["log_id"])
    assert row is not None
    assert (row.question, row.channel) == ("甲乙丙丁？", "api")


def test_sigterm_stops_it_though_a_browser_keeps_its_connection(served: Running) -> None:
    port = int(served.address.rstrip("/").rpartition(":")[2])
    with closing(socket.create_connection(("127.0.0.1", port))) as idle:
        idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert idle.recv(100).startswith(b"HTTP/1.1 200")
        status, seconds, errors = served.stop()
    assert (status, errors) == (0, "")
    assert seconds < 8


def test_with_telegram_out_of_reach_the_page_works_and_sigint_stops_both(home: Path) -> None:
    away = {"FUPIN_TELEGRAM_TOKEN": TOKEN, "FUPIN_TELEGRAM_API_URL": "http://127.0.0.1:9"}
    with running(home, **away) as process:
        assert "Telegram 机器人正在启动" in process.lines[1]
        assert process.process.stderr is not None
        seen = process.process.stderr.readline() + process.process.stderr.readline()
        assert "<html" in fetched(process.address)
        status, seconds, errors = process.stop(signal.SIGINT)
    assert status == 0
    assert seconds < 8
    assert "暂时连不上 Telegram" in seen + errors
    assert TOKEN.partition(":")[2] not in seen + errors


def test_a_port_in_use_is_one_line_and_exit_1(home: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        done = fupin(home, "run", FUPIN_WEB_PORT=port)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert f"{port} 端口启动：端口已被占用。" in done.stderr
    assert "FUPIN_WEB_PORT" in done.stderr


def test_a_host_name_that_nobody_knows_is_reported() -> None:
    with pytest.raises(StartError, match=r"nowhere\.invalid"):
        http_server.listen("nowhere.invalid", 0)


def test_a_stop_while_the_first_edition_is_built_is_obeyed(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "run"],
        env=environment(tmp_path, FUPIN_WEB_PORT="0"),
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stderr is not None
    assert "第一次使用" in process.stderr.readline()
    os.kill(process.pid, signal.SIGTERM)
    assert process.communicate(timeout=10)[1] == ""
    assert process.returncode == 0


def test_it_says_that_automatic_updates_are_paused_after_a_rollback(home: Path) -> None:
    rollback(home, 1)
    try:
        with running(home) as paused:
            assert paused.process.stdout
            assert "第 1 版资料库，自动更新已暂停；执行 fupin kb reload" in paused.process.stdout.readline()
    finally:
        Editions(home).resume()
