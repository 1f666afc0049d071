"""Who subscribed is told once of what a terminal adds while the bot runs."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from tests.bot.telegram.chats import Chat
from tests.e2e.conftest import Start
from tests.e2e.running import ROOT, START
from tests.e2e.telegram_server import TelegramServer

PATIENCE = 30.0  # seconds that a busy machine may take


def test_what_a_terminal_adds_is_told_of_once(
    start: Start, telegram: TelegramServer, built_home: Path, tmp_path: Path
) -> None:
    fupin, chat = start(), Chat(telegram)
    telegram.wait_for("setMyCommands", timeout=PATIENCE)
    chat.says("/subscribe")
    chat.touches("▫️ 全部")
    wait_for_mark(fupin.home)
    add(fupin.home, built_home.parent / "library", tmp_path / "供餐办法.md")
    assert "1. 供餐办法" in telegram.arrived(chat.id, 2, timeout=PATIENCE)[1]["text"]
    assert fupin.end() == 0
    assert len(chat.messages) == 2


def wait_for_mark(home: Path) -> None:
    """Until the bot knows which documents are no news."""
    deadline = time.monotonic() + PATIENCE
    with closing(sqlite3.connect(home / "fupin.db")) as database:
        while not database.execute("SELECT 1 FROM chore WHERE name = 'digests'").fetchone():
            assert time.monotonic() < deadline, "the edition was not noted"
            time.sleep(0.05)


def add(home: Path, library: Path, path: Path) -> None:
    path.write_text(f"---\ntitle: {path.stem}\n---\n\n{path.stem}自公布之日起施行。\n", "utf-8")
    environment = os.environ | {"FUPIN_HOME": str(home), "FUPIN_LIBRARY": str(library)}
    command = [sys.executable, "-m", "bot", "kb", "add", str(path)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=START)
