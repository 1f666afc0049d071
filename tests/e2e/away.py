"""Lets the Bot API go away while staff keep asking, and counts what became of every question.

    python -m tests.e2e.away [SECONDS]

Needs nothing but the project: the Bot API server is on loopback. Exit status 1 where a question was lost.
"""

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.e2e.kills import Outcome, Staff, answers, outcome_of, wait_for_answers
from tests.e2e.running import built, ended, started
from tests.e2e.telegram_server import TelegramServer

BETWEEN = 0.5  # seconds between questions
PATIENCE = 150.0  # seconds: the longest pauses of polling, of a call and of an update, one after the other


def left_alone(seconds: float, folder: Path, between: float = BETWEEN) -> Outcome:
    """The bot answers, cannot reach its server for so long, and reaches it again."""
    library, home = built(folder)
    with TelegramServer() as server:
        staff = Staff(server, between)
        staff.start()
        with ended(started(home, server, library, {})) as fupin:
            while not answers(server):
                time.sleep(0.01)
            server.go_away()
            time.sleep(seconds)
            server.come_back()
            staff.enough()
            wait_for_answers(server, staff.asked, PATIENCE)
            fupin.end()
        return outcome_of(server, home, staff.asked)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("seconds", type=float, nargs="?", default=600)
    given = parser.parse_args()
    with TemporaryDirectory(prefix="fupin-away-") as folder:
        outcome = left_alone(given.seconds, Path(folder))
    print(f"away for {given.seconds:g} s: {outcome}")
    return 1 if outcome.lost else 0


if __name__ == "__main__":
    sys.exit(main())
