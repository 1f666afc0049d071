"""Whoever wants to be forgotten is: no word that only they asked is left anywhere, and others' stay."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlmodel import SQLModel

from bot.store import key
from bot.store.audit import Actor
from bot.store.dialogues import Dialogues, Step
from bot.store.forgetting import Forgetting
from bot.store.gaps.gaps import Gaps
from bot.store.given import Given, GivenAnswers
from bot.store.logfilter import LogFilter
from bot.store.querylog import CHINA, QueryLog
from bot.store.wishes import Wishes
from knowledge.words import bundled
from retrieval.answer import Answer, Reason
from retrieval.clusters import Meaning, meaning
from retrieval.tokens import Tokenizer, tokenizer_for
from tests.bot.made_up_log import START, fill

ME, BY = 5, Actor("王五", "telegram")
MINE, OURS = "月光茶园的扶持标准是什么？", "慈善信托怎么备案？"
WORD = "月光茶"


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    return tokenizer_for(tmp_path_factory.mktemp("cache"), bundled())


@pytest.fixture
def log(engine: Engine, home: Path) -> QueryLog:
    return QueryLog(engine, key.load(home))


@pytest.fixture
def gaps(engine: Engine) -> Gaps:
    return Gaps(engine)


@pytest.fixture
def forgetting(engine: Engine, home: Path) -> Forgetting:
    return Forgetting(engine, key.load(home), CHINA)


def ask(log: QueryLog, question: str, asker: int = ME, reason: Reason | None = "not_in_library") -> int:
    answer = Answer(question, question, "unanswered" if reason else "answered", reason, edition=1)
    name = f"telegram:{asker}"
    return log.record(answer, asker=name, conversation=name, channel="telegram", at=START)


def group(gaps: Gaps, tokenizer: Tokenizer) -> None:
    def read(question: str) -> Meaning:
        return meaning(question, tokenizer)

    while gaps.assign(read):
        pass


def everything(engine: Engine) -> Iterator[tuple[str, str]]:
    """(table, row as text) of every row that there is."""
    with engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for row in connection.execute(table.select()):
                yield table.name, str(tuple(row))


def holding(engine: Engine, word: str) -> set[str]:
    """The tables in which a word stands."""
    return {table for table, row in everything(engine) if word in row}


def counted(engine: Engine) -> list[tuple[int, ...]]:
    """How often there was an outcome, by day and month."""
    with engine.connect() as connection:
        return [
            tuple(row)
            for row in connection.execute(text("SELECT part, times FROM count_facet ORDER BY part, times"))
        ]


def test_no_word_of_theirs_is_left_and_the_numbers_stay(
    log: QueryLog, gaps: Gaps, forgetting: Forgetting, tokenizer: Tokenizer, engine: Engine, home: Path
) -> None:
    refused, starred = ask(log, MINE), ask(log, f"{WORD}有多少亩？", reason=None)
    log.star(starred, True)
    group(gaps, tokenizer)
    gaps.hand_in(refused, f"{WORD}急用")
    Wishes(engine).make(refused, ME, ME)
    Dialogues(engine).go(ME, ME, None, Step("note", {"text": WORD}))
    given = GivenAnswers(engine, key.load(home))
    for chat in (ME, -500):
        given.put(chat, 1, Given((2,), refused, given.hashed(MINE), START))
    ask(log, f"{WORD}还没有归到缺口的问题？")
    assert holding(engine, WORD) >= {"query_log", "query_log_text", "gap", "gap_question"}
    assert holding(engine, WORD) >= {"asked_question", "handed_in", "dialogue"}
    before = counted(engine)
    assert (forgetting.count(ME), forgetting.forget(ME, BY)) == (3, 3)
    assert holding(engine, WORD) == set()
    tables = {table for table, _ in everything(engine)}
    assert not tables & {"answer_wish", "given_answer", "dialogue", "gap_asking", "gap_inbox", "gap_term"}
    assert counted(engine) == before
    with engine.connect() as connection:
        told = connection.execute(text("SELECT actor, action, target, detail FROM audit")).one()
    assert tuple(told)[:3] == ("王五", "log.forget", "")
    assert "3" in str(told.detail)


def test_what_others_asked_as_well_stays_theirs(
    log: QueryLog, gaps: Gaps, forgetting: Forgetting, tokenizer: Tokenizer, engine: Engine
) -> None:
    ask(log, OURS)
    other = ask(log, OURS, asker=6)
    ask(log, MINE)
    group(gaps, tokenizer)
    [ours] = [gap for gap in gaps.page() if gap.question == OURS]
    [mine] = [gap for gap in gaps.page() if gap.question == MINE]
    gaps.merge(mine.id or 0, ours.id or 0, BY)
    forgetting.forget(ME, BY)
    [left] = gaps.page()
    assert (left.id, left.question, left.asked, left.askers) == (ours.id, OURS, 1, 1)
    assert gaps.page("merged") == []
    assert holding(engine, WORD) == set()
    assert [row.id for row in log.search.each(LogFilter(text="慈善信托"))] == [other]
    assert "asked_question" in holding(engine, OURS)
    ask(log, OURS, asker=7)
    group(gaps, tokenizer)
    [left] = gaps.page()
    assert (left.askers, len(gaps.questions(left.id or 0))) == (2, 1)


def test_a_wording_that_others_merged_gap_keeps_stands_for_it(
    log: QueryLog, gaps: Gaps, forgetting: Forgetting, tokenizer: Tokenizer, engine: Engine
) -> None:
    ask(log, MINE)
    ask(log, f"请问{MINE}", asker=6)
    ask(log, OURS, asker=6)
    group(gaps, tokenizer)
    theirs, ours = sorted(gaps.page(), key=lambda gap: gap.question == OURS)
    gaps.merge(theirs.id or 0, ours.id or 0, BY)
    forgetting.forget(ME, BY)
    [merged] = gaps.page("merged")
    assert merged.question == f"请问{MINE}"
    assert {each.question for each in gaps.questions(ours.id or 0)} == {OURS, f"请问{MINE}"}


def test_nobody_elses_rows_go_and_twice_is_once(
    log: QueryLog, forgetting: Forgetting, engine: Engine, home: Path
) -> None:
    fill(log, 40)
    rows = list(log.search.each(LogFilter()))
    theirs = key.pseudonym("telegram:2", key.load(home))
    others = [row for row in rows if row.asker != theirs]
    assert any(row.starred for row in rows if row.asker == theirs)
    assert forgetting.forget(2, BY) == len(rows) - len(others) > 0
    assert list(log.search.each(LogFilter())) == others
    assert (forgetting.count(2), forgetting.forget(2, BY)) == (0, 0)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM audit")).scalar_one() == 1
        if engine.dialect.name == "sqlite":
            check = "INSERT INTO query_log_words (query_log_words) VALUES ('integrity-check')"
            connection.execute(text(check))


def test_a_failure_in_the_middle_leaves_everything_as_it_was(
    log: QueryLog, forgetting: Forgetting, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(log, MINE)
    before = list(everything(engine))

    def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("bot.store.forgetting.withdraw", fails)
    with pytest.raises(RuntimeError):
        forgetting.forget(ME, BY)
    assert list(everything(engine)) == before
