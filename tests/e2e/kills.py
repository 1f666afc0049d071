"""Kills the bot again and again while staff keep asking, and counts what became of every question.

    python -m tests.e2e.kills [TIMES] [--webhook]

Needs nothing but the project: the Bot API server is on loopback. Exit status 1 where a question was lost.
"""

import argparse
import random
import signal
import socket
import sqlite3
import sys
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.e2e.running import Fupin, built, ended, started
from tests.e2e.telegram_server import TelegramServer

QUESTION = "免费按摩服务的经费由谁筹集？"
CHATS = 20
BETWEEN = 0.08  # seconds between questions
PATIENCE = 30.0  # seconds without an answer after which the rest counts as lost


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the questions. `doubled` had more than one answer, which a kill can bring about."""

    asked: int
    logged: int
    logged_twice: int
    unanswered: int
    doubled: int

    @property
    def lost(self) -> bool:
        return bool(self.unanswered or self.logged_twice or self.logged != self.asked)


class Staff(threading.Thread):
    """Asks on and on until told to stop, in several chats."""

    def __init__(self, server: TelegramServer, between: float = BETWEEN) -> None:
        super().__init__()
        self._server, self._between, self._enough = server, between, threading.Event()
        self.asked: list[int] = []

    def run(self) -> None:
        while not self._enough.wait(self._between):
            message = self._server.say(QUESTION, chat=100 + len(self.asked) % CHATS)
            self.asked.append(message["message_id"])

    def enough(self) -> None:
        self._enough.set()
        self.join()


def killed(times: int, folder: Path, webhook: bool = False) -> Outcome:
    """Start the bot and kill it, `times` times, then let it work off what is left."""
    library, home = built(folder)
    settings = {"FUPIN_ASKS_PER_MINUTE": "1000"}  # a few people ask for many
    if webhook:
        settings["FUPIN_WEB_PORT"] = str(free_port())
        settings["FUPIN_TELEGRAM_WEBHOOK"] = f"http://127.0.0.1:{settings['FUPIN_WEB_PORT']}"
    with TelegramServer() as server:
        staff = Staff(server)
        staff.start()
        for _ in range(times):
            with ended(started(home, server, library, settings)) as fupin:
                _kill_while_it_answers(server, fupin)
        staff.enough()
        with ended(started(home, server, library, settings)) as fupin:
            wait_for_answers(server, staff.asked)
            fupin.end()
        return outcome_of(server, home, staff.asked)


def _kill_while_it_answers(server: TelegramServer, fupin: Fupin) -> None:
    before = len(answers(server))
    while len(answers(server)) == before and fupin.process.poll() is None:
        time.sleep(0.01)
    time.sleep(random.uniform(0, 0.4))  # noqa: S311
    fupin.end(signal.SIGKILL)


def wait_for_answers(server: TelegramServer, asked: list[int], patience: float = PATIENCE) -> None:
    """Return once every question is answered, or no answer came for so many seconds."""
    seen, since = -1, time.monotonic()
    while set(asked) - set(there := answers(server)) and time.monotonic() - since < patience:
        if len(there) > seen:
            seen, since = len(there), time.monotonic()
        time.sleep(0.1)


def answers(server: TelegramServer) -> list[int]:
    """The message that each answer replies to."""
    calls = [call for call in server.calls if call.method == "sendMessage"]
    return [call.fields["reply_parameters"]["message_id"] for call in calls]


def outcome_of(server: TelegramServer, home: Path, asked: list[int]) -> Outcome:
    """What is in the log and what was sent, for the questions that were asked."""
    with closing(sqlite3.connect(home / "fupin.db")) as database:
        counted = "select count(*), count(distinct key) from query_log where channel = 'telegram'"
        rows, keys = database.execute(counted).fetchone()
    given = Counter(answers(server))
    return Outcome(
        asked=len(asked),
        logged=rows,
        logged_twice=rows - keys,
        unanswered=len(set(asked) - set(given)),
        doubled=sum(count > 1 for count in given.values()),
    )


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("times", type=int, nargs="?", default=50)
    parser.add_argument("--webhook", action="store_true")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="fupin-kills-") as folder:
        outcome = killed(given.times, Path(folder), given.webhook)
    print(f"{given.times} kills: {outcome}")
    return 1 if outcome.lost else 0


if __name__ == "__main__":
    sys.exit(main())
