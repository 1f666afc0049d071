"""The bot is killed, or its server goes away, while staff ask: nothing is lost.

tests.e2e.kills and tests.e2e.away do the same for longer.
"""

from pathlib import Path

import pytest

from tests.e2e.away import left_alone
from tests.e2e.kills import killed


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_every_question_is_logged_once_and_answered_whatever_is_killed(tmp_path: Path, webhook: bool) -> None:
    outcome = killed(1, tmp_path, webhook)
    assert outcome.asked
    assert not outcome.lost, outcome


def test_every_question_is_logged_and_answered_once_though_telegram_was_away(tmp_path: Path) -> None:
    outcome = left_alone(3, tmp_path, between=0.1)
    assert outcome.asked
    assert not outcome.lost, outcome
    assert outcome.doubled <= 1, outcome  # what was on its way when the connection was cut
