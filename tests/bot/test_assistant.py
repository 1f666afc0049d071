"""The door: every question is answered and logged, whatever becomes of the log."""

import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from sqlalchemy import Engine

from bot.assistant import MOST, Assistant
from bot.store import database, key
from bot.store.querylog import CHINA, QueryLog
from knowledge.errors import EditionDamaged
from retrieval.answer import Answer, Citation, Snippet

if TYPE_CHECKING:
    from retrieval.answerer import Answerer


QUOTED = Snippet("一二……三四", "sentence", (), 1.0, Citation("doc", "文件", spans=((10, 12), (20, 22))))
NEXT = Snippet("五", "sentence", (), 0.5, Citation("doc", "文件", spans=((30, 31),)))


class Parrot:
    """Stands in for the Answerer: quotes the question, and keeps what it was asked."""

    edition = 7

    def __init__(self) -> None:
        self.gone = False
        self.histories: list[list[str]] = []
        self.again: list[tuple[int, date, int]] = []

    def answer(self, question: str, history: Sequence[str] = (), *, any_region: bool = False) -> Answer:
        self.histories.append(list(history))
        return Answer(question, f"懂了{question}", "answered", snippets=(QUOTED,), edition=7, elapsed_ms=0.5)

    def column(self, document: str) -> str | None:
        return "政策发布" if document == "doc" else None

    def at(self, edition: int, day: date, most: int) -> Callable[[str], Answer]:
        self.again.append((edition, day, most))
        if self.gone:
            raise EditionDamaged("第 7 版不在了。")
        return lambda understood: replace(self.answer(understood), snippets=(QUOTED, NEXT))


@pytest.fixture
def engine(home: Path) -> Iterator[Engine]:
    engine = database.connect(home)
    yield engine
    engine.dispose()


@pytest.fixture
def log(engine: Engine, home: Path) -> QueryLog:
    return QueryLog(engine, key.load(home))


@pytest.fixture
def parrot() -> Parrot:
    return Parrot()


@pytest.fixture
def assistant(parrot: Parrot, log: QueryLog) -> Assistant:
    return Assistant(cast("Answerer", parrot), log)


def ask(assistant: Assistant, question: str = "问", conversation: str | None = "telegram:1") -> Answer:
    return assistant.ask(question, asker="telegram:1", conversation=conversation, channel="telegram")


def test_an_answer_is_in_the_log_when_it_comes_back(assistant: Assistant, log: QueryLog) -> None:
    answer = ask(assistant, "谁来帮扶？")
    assert answer.log_id is not None
    row = log.row(answer.log_id)
    assert row is not None
    assert (row.question, row.understood, row.edition, row.elapsed_ms) == (
        "谁来帮扶？",
        "懂了谁来帮扶？",
        7,
        0.5,
    )


def test_earlier_questions_of_the_conversation_come_along(assistant: Assistant, parrot: Parrot) -> None:
    ask(assistant, "一")
    ask(assistant, "别处", conversation="telegram:2")
    ask(assistant, "二")
    ask(assistant, "三")
    assert parrot.histories[-1] == ["懂了一", "懂了二"]


def test_a_question_without_a_conversation_has_no_history(assistant: Assistant, parrot: Parrot) -> None:
    ask(assistant, "一", conversation=None)
    ask(assistant, "二", conversation=None)
    assert parrot.histories == [[], []]


def test_a_log_that_cannot_be_written_costs_nobody_the_answer(
    assistant: Assistant, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(sqlite3.connect(home / "fupin.db")) as other:
        other.execute("DROP TABLE query_log")
    answer = ask(assistant, "谁来帮扶？")
    assert (answer.status, answer.log_id) == ("answered", None)
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 2
    assert "问答记录没有写成" in caplog.text
    assert "query_log" in caplog.text


@pytest.mark.parametrize("question", ["\ud800", "\udfff half", "a\0b", "", "\u202e", "问" * 10_000])
def test_nothing_that_can_be_typed_breaks_it(assistant: Assistant, log: QueryLog, question: str) -> None:
    answer = ask(assistant, question)
    assert answer.log_id is not None
    row = log.row(answer.log_id)
    assert row is not None
    assert row.question == answer.question
    assert len(row.question) == len(question)
    row.question.encode("utf-8")


def test_a_whole_surrogate_pair_is_one_character(assistant: Assistant) -> None:
    assert ask(assistant, "\ud83d\ude00").question == "\U0001f600"


def test_an_answer_is_found_again_as_it_was_given(assistant: Assistant) -> None:
    answer = ask(assistant)
    assert answer.log_id is not None
    given = assistant.given(answer.log_id, conversation="telegram:1")
    assert (given.log_id, given.edition, given.snippets) == (answer.log_id, 7, answer.snippets)


def test_more_than_was_shown_comes_from_the_same_edition_and_day(
    assistant: Assistant, parrot: Parrot
) -> None:
    answer = ask(assistant)
    assert answer.log_id is not None
    given = assistant.given(answer.log_id, conversation="telegram:1", wanted=2)
    assert [snippet.text for snippet in given.snippets] == ["一二……三四", "五"]
    [(edition, day, most)] = parrot.again
    assert (edition, most) == (7, MOST)
    assert abs((day - datetime.now(CHINA).date()).days) <= 1


def test_what_comes_next_is_not_known_without_the_edition(assistant: Assistant, parrot: Parrot) -> None:
    answer = ask(assistant)
    assert answer.log_id is not None
    parrot.gone = True
    with pytest.raises(EditionDamaged):
        assistant.given(answer.log_id, conversation="telegram:1", wanted=2)


@pytest.mark.parametrize(("later", "conversation"), [(0, "telegram:2"), (1, "telegram:1")])
def test_nobody_reads_an_answer_that_is_not_theirs(
    assistant: Assistant, later: int, conversation: str
) -> None:
    answer = ask(assistant)
    assert answer.log_id is not None
    with pytest.raises(LookupError):
        assistant.given(answer.log_id + later, conversation=conversation)


def test_numbers_of_somebody_are_masked_in_the_log_alone(
    assistant: Assistant, log: QueryLog, home: Path
) -> None:
    answer = ask(assistant, "我的手机13812345678能领补贴吗")
    row = log.row(answer.log_id or 0)
    assert row is not None
    assert answer.question == "我的手机13812345678能领补贴吗"
    assert (row.question, row.understood) == (
        "我的手机138****5678能领补贴吗",
        "懂了我的手机138****5678能领补贴吗",
    )
    assert all(b"13812345678" not in path.read_bytes() for path in home.glob("fupin.db*"))


def test_a_row_keeps_the_column_of_what_is_quoted_first_and_why_it_was_no_use(
    assistant: Assistant, log: QueryLog
) -> None:
    id = ask(assistant).log_id or 0
    assert assistant.vote(id, "down", conversation="telegram:1", reason="outdated")
    row = log.row(id)
    assert row is not None
    assert (row.column, row.vote, row.vote_reason) == ("政策发布", "down", "outdated")


def test_a_vote_is_kept_for_its_own_conversation_only(assistant: Assistant, log: QueryLog) -> None:
    answer = ask(assistant)
    assert answer.log_id is not None
    assert not assistant.vote(answer.log_id, "down", conversation="telegram:2")
    assert assistant.vote(answer.log_id, "up", conversation="telegram:1")
    assert not assistant.vote(answer.log_id + 1, "up", conversation="telegram:1")
    row = log.row(answer.log_id)
    assert row is not None
    assert row.vote == "up"


def test_it_says_which_edition_answers(assistant: Assistant) -> None:
    assert assistant.edition == 7


def test_no_question_gets_into_the_log_of_the_process(
    assistant: Assistant, home: Path, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    ask(assistant, "只有我知道的问题")
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE count_facet RENAME TO count_nothing")
    assert ask(assistant, "只有我知道的问题").log_id is None
    assert "问答记录没有写成" in caplog.text
    assert "只有我知道" not in caplog.text
