"""Which messages answer which question, on real databases."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Engine

from bot.store.given import KEPT, Given, GivenAnswers

GIVEN = Given((11, 12), 7, "hash", datetime.now(UTC).replace(microsecond=0))


def test_it_is_kept_replaced_and_in_time_forgotten(engine: Engine) -> None:
    given = GivenAnswers(engine, b"key")
    assert given.of(100, 5) is None
    given.put(100, 5, GIVEN)
    assert given.of(100, 5) == GIVEN
    given.put(100, 5, replace(GIVEN, messages=(13,), log_id=None))
    given.put(100, 6, replace(GIVEN, at=datetime.now(UTC) - KEPT))
    assert given.of(100, 5) == replace(GIVEN, messages=(13,), log_id=None)
    given.prune()
    assert given.of(100, 5) is not None
    assert given.of(100, 6) is None
