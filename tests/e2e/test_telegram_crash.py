"""The bot is killed while staff ask; after a restart nothing is lost. See also tests.e2e.kills."""

from pathlib import Path

import pytest

from tests.e2e.kills import killed


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_every_question_is_logged_once_and_answered_whatever_is_killed(tmp_path: Path, webhook: bool) -> None:
    outcome = killed(2, tmp_path, webhook)
    assert outcome.asked
    assert not outcome.lost, outcome
