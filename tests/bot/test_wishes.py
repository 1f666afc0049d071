"""Who waits for an answer gets it once, and what is handed in stands in the history of its gap."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import cast

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.desk import access, gaps, gapsheet, handing_in, wishes
from bot.desk.desk import Desk
from bot.store.audit import Actor
from bot.store.errors import StoreError
from bot.store.outbox import Outbox
from bot.store.tables import AnswerWish, GapEvent, HandedIn
from bot.store.wishes import Wishes
from retrieval.answer import Answer, Citation, Snippet
from retrieval.answerer import Answerer
from tests.bot.standin import empty_answerer

ME = Actor("张三", "web")
CHAT = "telegram:100"
QUESTION, OTHER = "慈善信托怎么备案？", "村医的补助标准是多少？"
REFUSED = Answer(QUESTION, QUESTION, "unanswered", "not_in_library", edition=1, evidence=0.1)
SAID = Snippet("一段原文。", "sentence", (), 1.0, Citation("doc", "文件"))
ANSWERED = replace(REFUSED, status="answered", reason=None, snippets=(SAID,), evidence=0.9, edition=2)


def asked(desk: Desk, answer: Answer = REFUSED, chat: str = CHAT) -> int:
    """The row of a question that got this answer; it is in no gap yet."""
    return desk.store.log.record(answer, asker=chat, conversation=chat, channel="telegram")


def gap_of(desk: Desk, row: int) -> int:
    """The gap of a row, once what waits is grouped."""
    gaps.take_in(desk, empty_answerer())
    gap = desk.store.gaps.of_row(row)
    assert gap is not None
    return gap


def close(desk: Desk, row: int) -> None:
    gap = gap_of(desk, row)
    assert desk.store.gaps.settle(gap, 2, [each.id or 0 for each in desk.store.gaps.questions(gap)])


def answering(answer: Answer = ANSWERED, edition: int = 2) -> Answerer:
    """Gives every question this answer."""
    return cast(Answerer, SimpleNamespace(answer=lambda question: answer, edition=edition))


def letters(desk: Desk) -> list[tuple[int, str]]:
    """(chat, text) of what is in the outbox."""
    return [(each.chat, "".join(each.parts)) for each in Outbox(desk.store.engine, "me").claim(9)]


def history(desk: Desk, gap: int) -> list[str]:
    return [gapsheet.event_name(event) for event in gaps.whole(desk, gap).events]


def test_a_wish_made_twice_is_one_and_one_made_again_is_another(engine: Engine) -> None:
    kept = Wishes(engine)

    def at() -> object:
        with Session(engine) as session:
            [row] = session.exec(select(AnswerWish)).all()
            return row.at

    kept.make(1, 100, 100)
    first = at()
    kept.make(1, 100, 100)
    assert at() == first
    kept.withdraw(1, 100)
    kept.withdraw(1, 100)
    kept.make(1, 100, 100)
    assert at() != first


def test_whoever_waits_gets_the_cited_answer_when_the_gap_is_closed(desk: Desk) -> None:
    row = asked(desk)
    desk.store.wishes.make(row, 100, 100)
    desk.store.wishes.make(row, -7, 200)
    gap_of(desk, row)
    assert wishes.fulfil(desk, answering()) == 0
    close(desk, row)
    assert wishes.fulfil(desk, answering()) == 2
    (first, text), (second, _) = letters(desk)
    assert (first, second) == (100, -7)
    assert f"您问过“{QUESTION}”，现在有答案了：" in text
    assert "一段原文。" in text
    assert wishes.fulfil(desk, answering()) == 0


def test_who_is_killed_before_the_wish_is_removed_sends_one_letter(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = asked(desk)
    desk.store.wishes.make(row, 100, 100)
    close(desk, row)

    def killed(self: Wishes, wish: object) -> None:
        raise StoreError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(Wishes, "fulfil", killed)
        with pytest.raises(StoreError):
            wishes.fulfil(desk, answering())
    assert wishes.fulfil(desk, answering()) == 0
    assert len(letters(desk)) == 1
    assert desk.store.wishes.answerable(2) == []


def test_a_wish_waits_while_the_answer_is_none_and_while_its_gap_is_ignored(desk: Desk) -> None:
    row = asked(desk)
    desk.store.wishes.make(row, 100, 100)
    gaps.ignore(desk, gap_of(desk, row), "以后再说", ME)
    assert wishes.fulfil(desk, answering()) == 0
    gaps.reopen(desk, gap_of(desk, row), ME)
    close(desk, row)
    assert wishes.fulfil(desk, answering(REFUSED)) == 0
    assert wishes.fulfil(desk, answering(edition=1)) == 0, "an earlier edition has come back"
    assert wishes.fulfil(desk, answering()) == 1


def test_a_wish_goes_with_its_question_into_another_gap(desk: Desk) -> None:
    row, other = asked(desk), asked(desk, replace(REFUSED, question=OTHER, understood=OTHER))
    desk.store.wishes.make(row, 100, 100)
    into = gap_of(desk, other)
    gaps.merge(desk, gap_of(desk, row), into, ME)
    close(desk, other)
    assert wishes.fulfil(desk, answering()) == 1


def test_whoever_is_blocked_since_gets_nothing(desk: Desk) -> None:
    row = asked(desk)
    desk.store.wishes.make(row, 100, 100)
    close(desk, row)
    person = access.join(desk, access.invite(desk, "staff", ME), 100, "李四")
    desk.store.people.set_role(person.id or 0, "blocked", ME)
    assert wishes.fulfil(desk, answering()) == 0
    assert (letters(desk), desk.store.wishes.answerable(2)) == ([], [])


def test_a_chat_that_cannot_be_written_to_is_told_of_nothing(desk: Desk) -> None:
    row = asked(desk)
    for chat in (100, 200):
        desk.store.wishes.make(row, chat, chat)
        desk.store.subscriptions.subscribe(chat, ("all", ""))
    close(desk, row)
    wishes.leave(desk, 100)
    assert [each.chat for each in desk.store.wishes.answerable(2)] == [200]
    assert list(desk.store.subscriptions.by_chat()) == [200]


def test_a_question_is_handed_in_once_before_it_has_come_to_its_gap(desk: Desk) -> None:
    row = asked(desk)
    assert handing_in.hand_in(desk, row, "", CHAT)
    assert handing_in.hand_in(desk, row, " 写报告用，\n电话 13812345678 ", CHAT)
    assert not handing_in.hand_in(desk, row, "别的", CHAT)
    assert handing_in.is_handed_in(desk, row, CHAT)
    assert history(desk, gap_of(desk, row)) == ["第一次被问到", "提交给管理员：写报告用， 电话 138****5678"]


def test_what_was_handed_in_moves_with_the_question(desk: Desk) -> None:
    row, other = asked(desk), asked(desk, replace(REFUSED, question=OTHER, understood=OTHER))
    handing_in.hand_in(desk, row, "急用", CHAT)
    gaps.merge(desk, gap_of(desk, row), gap_of(desk, other), ME)
    into = gap_of(desk, other)
    assert "提交给管理员：急用" in history(desk, into)
    assert desk.store.gaps.handed_in([into, 999]) == {into}


@pytest.mark.parametrize("reason", ["off_topic", "region_not_covered"])
def test_whatever_got_no_answer_can_be_handed_in(desk: Desk, reason: str) -> None:
    row = asked(desk, replace(REFUSED, reason=reason))  # type: ignore[arg-type]
    assert handing_in.hand_in(desk, row, "", CHAT)
    assert "提交给管理员" in history(desk, gap_of(desk, row))


def test_what_is_no_gap_or_of_another_chat_cannot_be_handed_in(desk: Desk) -> None:
    others = asked(desk, chat="telegram:200")
    for row in (asked(desk, ANSWERED), asked(desk, replace(REFUSED, reason="empty")), others, 999):
        with pytest.raises(LookupError):
            handing_in.hand_in(desk, row, "", CHAT)


def test_a_deleted_question_is_waited_for_and_handed_in_no_more(desk: Desk) -> None:
    row = asked(desk)
    desk.store.wishes.make(row, 100, 100)
    handing_in.hand_in(desk, row, "急用", CHAT)
    desk.store.retention.prune(datetime.now(UTC))
    with Session(desk.store.engine) as session:
        assert session.exec(select(AnswerWish)).all() == []
        assert session.exec(select(HandedIn)).all() == []


def test_the_history_stands_in_the_order_in_which_it_happened(desk: Desk) -> None:
    row = asked(desk)
    gap = gap_of(desk, row)
    handing_in.hand_in(desk, row, "急用", CHAT)
    gaps.ignore(desk, gap, "不归我们管", ME)
    assert [event.event for event in gaps.whole(desk, gap).events] == ["opened", "handed in", "ignored"]
    with Session(desk.store.engine) as session:
        assert len(session.exec(select(GapEvent)).all()) == 2
