"""A candidate is an edition that is whole and does not answer until it is published."""

from datetime import date

import pytest

from knowledge.editions import Editions
from knowledge.errors import UnknownEdition
from retrieval.answerer import Answerer
from retrieval.reload import drop, publish, reload, rollback
from tests.retrieval.conftest import Home

QUESTION = "种植中药材每亩补助多少元？"
TODAY = date(2026, 1, 31)


@pytest.fixture
def prepared(home: Home) -> Home:
    """Edition 1 answers; edition 2, with another figure, is the candidate."""
    home.write(补助="# 补助细则\n\n种植中药材每亩补助八百元。")
    home.reload()
    home.write(补助="# 补助细则\n\n种植中药材每亩补助九百元。")
    done = reload(home.path, home.bundled, candidate=True)
    assert (done.built, done.edition) == (True, 2)
    return home


def first(answerer: Answerer) -> str:
    return answerer.answer(QUESTION).snippets[0].text


def test_a_candidate_can_be_asked_while_the_edition_before_answers(prepared: Home) -> None:
    answerer = Answerer(prepared.path)
    assert "八百元" in first(answerer)
    assert "九百元" in answerer.at(2, TODAY)(QUESTION).snippets[0].text
    assert answerer.at(1, TODAY)(QUESTION).snippets == answerer.answer(QUESTION).snippets


def test_a_candidate_that_is_published_answers(prepared: Home) -> None:
    publish(prepared.path, 2)
    assert "九百元" in first(Answerer(prepared.path))
    assert Editions(prepared.path).candidate() is None
    assert not reload(prepared.path, prepared.bundled).built


def test_a_candidate_that_is_dropped_leaves_nothing_and_its_number_free(prepared: Home) -> None:
    drop(prepared.path)
    assert Editions(prepared.path).numbers() == [1]
    with pytest.raises(UnknownEdition, match="重新生成"):
        publish(prepared.path, 2)
    assert reload(prepared.path, prepared.bundled).edition == 2


def test_a_reload_meanwhile_takes_the_place_of_the_candidate(prepared: Home) -> None:
    done = reload(prepared.path, prepared.bundled)
    assert done.built
    assert Editions(prepared.path).candidate() is None
    with pytest.raises(UnknownEdition):
        publish(prepared.path, 2)
    assert "九百元" in first(Answerer(prepared.path))
    assert Editions(prepared.path).numbers() == [1, done.edition]


def test_another_candidate_takes_the_place_of_the_first(prepared: Home) -> None:
    prepared.write(补助="# 补助细则\n\n种植中药材每亩补助一千元。")
    again = reload(prepared.path, prepared.bundled, candidate=True)
    assert Editions(prepared.path).candidate() == again.edition
    assert Editions(prepared.path).numbers() == [1, again.edition]


def test_pruning_keeps_the_candidate(prepared: Home) -> None:
    Editions(prepared.path).prune(1)
    assert Editions(prepared.path).numbers() == [1, 2]


def test_a_rollback_is_ended_by_publishing_and_not_by_preparing(prepared: Home) -> None:
    publish(prepared.path, 2)
    rollback(prepared.path, 1)
    reload(prepared.path, prepared.bundled, candidate=True)
    assert Editions(prepared.path).paused()
    publish(prepared.path, 3)
    assert not Editions(prepared.path).paused()
