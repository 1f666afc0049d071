"""Whoever waits for an answer is told of it once, though the bot is killed when it was about to say so."""

import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from retrieval.reload import reload
from tests.bot.telegram.chats import Chat
from tests.e2e.running import DOCUMENTS, ended, started
from tests.e2e.telegram_server import Fault, TelegramServer

QUESTION = "村医的补助标准是多少？"
DOCUMENT = "---\ntitle: 村医补助办法\npublished: 2021-01-02\n---\n\n村医的补助标准是每月八百元。"
SETTINGS = {"FUPIN_WATCH": "0"}
PATIENCE = 30.0  # seconds that a busy machine may take


def test_a_notice_that_was_about_to_go_out_when_the_bot_was_killed_goes_out_once(tmp_path: Path) -> None:
    library, home = tmp_path / "library", tmp_path / "home"
    library.mkdir()
    build(home, library, *next(iter(DOCUMENTS.items())))
    with TelegramServer() as server:
        chat = Chat(server)
        with ended(started(home, server, library, SETTINGS)) as fupin:
            server.wait_for("setMyCommands", timeout=PATIENCE)
            chat.says(QUESTION)
            chat.touches("🔔")
            server.faults.append(Fault("sendMessage", status=502, times=10**6))
            build(home, library, "补助.md", DOCUMENT)
            wait_for_failure(server)
            fupin.end(signal.SIGKILL)
        server.faults.clear()
        let_claims_lapse(home)
        with ended(started(home, server, library, SETTINGS)) as fupin:
            notice = server.arrived(chat.id, 2, timeout=PATIENCE)[1]
            assert fupin.end() == 0
        assert notice["text"].startswith(f"您问过“{QUESTION}”，现在有答案了：")
        assert "每月八百元" in notice["text"]
        assert len(chat.messages) == 2
    assert left(home) == (0, 0)


def build(home: Path, library: Path, name: str, text: str) -> None:
    """A new edition with one more document, made in this process, while the bot may be running in another."""
    (library / name).write_text(text, "utf-8")
    reload(home, library)


def wait_for_failure(server: TelegramServer) -> None:
    deadline = time.monotonic() + PATIENCE
    while "sendMessage" not in server.failed:
        assert time.monotonic() < deadline, "the notice was not tried"
        time.sleep(0.05)


def let_claims_lapse(home: Path) -> None:
    """As after some seconds, in which nobody renews what a dead process had begun with."""
    with closing(sqlite3.connect(home / "fupin.db")) as database, database:
        database.execute("UPDATE outbox SET claimed_until = '2000-01-01 00:00:00.000000'")


def left(home: Path) -> tuple[int, int]:
    """Wishes, and letters that have not gone out."""
    with closing(sqlite3.connect(home / "fupin.db")) as database:
        [wishes] = database.execute("SELECT count(*) FROM answer_wish").fetchone()
        [letters] = database.execute("SELECT count(*) FROM outbox WHERE finished_at IS NULL").fetchone()
        return wishes, letters
