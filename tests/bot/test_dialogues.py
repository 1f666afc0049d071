"""Dialogues and short keys on real databases: what a crash in the middle of a step leaves."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, update
from sqlmodel import Session

from bot.store.dialogues import LIFE, Dialogues, Step
from bot.store.shorthands import DIGITS, Shorthands
from bot.store.tables import DialogueRow

NOTE, SURE = Step("note", {"log_id": 7}), Step("sure", {"log_id": 7, "note": "急用"})


@pytest.fixture
def dialogues(engine: Engine) -> Dialogues:
    return Dialogues(engine)


def set_back(engine: Engine) -> None:
    with Session(engine) as session:
        session.execute(update(DialogueRow).values(at=datetime.now(UTC) - LIFE))
        session.commit()


def test_a_dialogue_goes_on_from_step_to_step_and_ends(dialogues: Dialogues) -> None:
    assert dialogues.at(100, 1, "a") is None
    dialogues.go(100, 1, "a", NOTE)
    assert dialogues.at(100, 1, "b") == NOTE
    dialogues.go(100, 1, "b", SURE)
    assert dialogues.at(100, 1, "c") == SURE
    dialogues.go(100, 1, "c", None)
    assert dialogues.at(100, 1, "d") is None


def test_an_update_that_is_worked_off_again_finds_what_it_found_first(dialogues: Dialogues) -> None:
    dialogues.go(100, 1, "a", NOTE)
    dialogues.go(100, 1, "b", SURE)
    assert dialogues.at(100, 1, "b") == NOTE
    dialogues.go(100, 1, "b", SURE)
    assert dialogues.at(100, 1, "b") == NOTE
    assert dialogues.at(100, 1, "c") == SURE
    dialogues.go(100, 1, "c", None)
    assert dialogues.at(100, 1, "c") == SURE


def test_everybody_in_a_group_has_a_dialogue_of_their_own(dialogues: Dialogues) -> None:
    dialogues.go(-200, 1, "a", NOTE)
    assert dialogues.at(-200, 2, "b") is None
    assert dialogues.at(1, 1, "b") is None


def test_nothing_is_waited_for_after_an_hour(dialogues: Dialogues, engine: Engine) -> None:
    dialogues.go(100, 1, "a", NOTE)
    set_back(engine)
    assert dialogues.at(100, 1, "b") is None
    dialogues.go(100, 1, "b", SURE)
    assert dialogues.at(100, 1, "b") is None
    assert dialogues.at(100, 1, "c") == SURE


def test_a_short_key_stands_for_the_same_content_always(engine: Engine) -> None:
    first, other = Shorthands(engine), Shorthands(engine)
    content = {"column": "政策文件" * 40, "page": 3}
    key = first.key(content)
    assert len(key) == DIGITS
    assert other.key(dict(reversed(content.items()))) == key
    assert other.content(key) == content
    assert first.key({"page": 4}) != key
    assert first.content("0" * DIGITS) is None
