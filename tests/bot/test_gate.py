"""The gate: what an edition would change is shown before it answers, and too great a loss keeps it shut."""

from pathlib import Path

import pytest

from bot.desk import gaps, gate
from bot.desk.desk import Desk
from bot.desk.errors import DeskError
from knowledge.editions import Editions
from retrieval.answerer import Answerer
from tests.bot.gated import BY, LIBRARY, MASSAGE, NEW, PAY, TEXTS, gated, write


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return gated(tmp_path)


@pytest.fixture
def answerer(desk: Desk) -> Answerer:
    return Answerer(desk.settings.home)


def prepared(desk: Desk) -> int:
    number = gate.prepare(desk)
    assert number is not None
    return number


def test_nothing_waits_where_no_file_has_changed(desk: Desk) -> None:
    assert gate.prepare(desk) is None
    assert gate.candidate(desk) is None


def test_gaps_that_a_new_document_fills_are_shown_and_closed_by_publishing(
    desk: Desk, answerer: Answerer
) -> None:
    write(desk, "补贴.md", NEW)
    number = prepared(desk)
    report = gate.examine(desk, answerer, number)
    assert [(each.question, each.askers) for each in report.filled] == [(PAY, 1)]
    assert "八百元" in report.filled[0].answer.snippets[0].text
    assert {each.verdict for each in report.compared} == {"same"}
    assert answerer.answer(PAY).status == "unanswered"

    gate.publish(desk, answerer, number, BY)
    assert "八百元" in answerer.answer(PAY).snippets[0].text
    gaps.refresh(desk, answerer)
    [gap] = desk.store.gaps.page("answered")
    assert gap.edition == number
    assert desk.store.audit.select(action="gate.publish")[0].target == str(number)


def test_each_distinct_question_is_asked_once_the_golden_ones_first(desk: Desk, answerer: Answerer) -> None:
    desk.store.log.star(1, True)
    write(desk, "补贴.md", NEW)
    report = gate.examine(desk, answerer, prepared(desk))
    assert [(each.question, each.golden) for each in report.compared] == [(MASSAGE, True), (LIBRARY, False)]


def test_an_answer_that_changes_is_shown_old_and_new(desk: Desk, answerer: Answerer) -> None:
    write(desk, "图书.md", TEXTS["图书.md"].replace("三千", "五千"))
    report = gate.examine(desk, answerer, prepared(desk))
    [changed] = report.of("changed")
    assert "三千" in changed.before.snippets[0].text
    assert "五千" in changed.after.snippets[0].text
    assert gate.blocked(desk, report) is None


def test_too_many_lost_answers_keep_the_gate_shut(desk: Desk, answerer: Answerer) -> None:
    (desk.settings.home / "sources" / "图书.md").unlink()
    number = prepared(desk)
    report = gate.examine(desk, answerer, number)
    assert [each.question for each in report.of("lost")] == [LIBRARY]
    assert report.lost_share == 0.5
    with pytest.raises(DeskError, match="FUPIN_GATE_LOST_PERCENT"):
        gate.publish(desk, answerer, number, BY)
    assert answerer.edition == 1
    assert answerer.answer(LIBRARY).status == "answered"


def test_a_candidate_that_is_dropped_is_gone_and_leaves_the_files(desk: Desk, answerer: Answerer) -> None:
    write(desk, "补贴.md", NEW)
    prepared(desk)
    gate.drop(desk, BY)
    assert Editions(desk.settings.home).numbers() == [1]
    with pytest.raises(DeskError):
        gate.drop(desk, BY)
    assert answerer.edition == 1
    assert (desk.settings.home / "sources" / "补贴.md").exists()
