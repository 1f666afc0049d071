"""A conversation goes on until it was idle, or is begun anew; nothing of that lives in memory."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select, update

from bot import app
from bot.assistant import Assistant
from bot.settings import Settings, SettingsError, load
from bot.store.querylog import LONGEST_IDLE, QueryLog
from bot.store.store import Store
from bot.store.tables import ConversationEnd, QueryLogRow
from retrieval.answer import Answer

ANSWERED = Answer("问", "懂了", "answered", edition=1)
HERE = "telegram:7"
KEY = b"k" * 32


@pytest.fixture
def log(engine: Engine) -> QueryLog:
    return QueryLog(engine, KEY)


def record(log: QueryLog, understood: str, conversation: str = HERE) -> None:
    answer = replace(ANSWERED, understood=understood)
    log.record(answer, asker="telegram:5", conversation=conversation, channel="telegram")


def set_back(engine: Engine, minutes: float) -> None:
    """Let everything have been asked earlier."""
    with Session(engine) as session:
        then = datetime.now(UTC) - timedelta(minutes=minutes)
        session.execute(update(QueryLogRow).values(at=then))
        session.commit()


def test_what_was_asked_before_a_new_beginning_is_no_context(log: QueryLog) -> None:
    record(log, "之前的")
    log.begin_anew(HERE)
    assert log.history(HERE) == []
    record(log, "之后的")
    assert log.history(HERE) == ["之后的"]
    log.begin_anew(HERE)
    assert log.history(HERE) == []


def test_other_conversations_go_on(log: QueryLog) -> None:
    record(log, "别处的", "telegram:8")
    log.begin_anew(HERE)
    assert log.history("telegram:8") == ["别处的"]


def test_a_new_beginning_outlives_the_process(log: QueryLog, engine: Engine) -> None:
    record(log, "之前的")
    log.begin_anew(HERE)
    assert QueryLog(engine, KEY).history(HERE) == []


def test_beginnings_that_tell_nothing_any_more_are_not_kept(log: QueryLog, engine: Engine) -> None:
    log.begin_anew("telegram:8")
    with Session(engine) as session:
        session.execute(update(ConversationEnd).values(at=datetime.now(UTC) - LONGEST_IDLE))
        session.commit()
    log.begin_anew(HERE)
    with Session(engine) as session:
        assert len(session.exec(select(col(ConversationEnd.conversation))).all()) == 1


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(home=tmp_path_factory.mktemp("real") / "home", conversation_minutes=5)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    found = Store(settings.home)
    yield found
    found.engine.dispose()


@pytest.fixture
def real(settings: Settings) -> Assistant:
    return app.assistant(settings)


def understood(assistant: Assistant, question: str) -> str:
    return assistant.ask(question, asker="cli:me", conversation="cli:1", channel="cli").understood


def test_a_follow_up_is_one_until_the_set_time_has_passed(real: Assistant, store: Store) -> None:
    understood(real, "2017年底遂川县的贫困发生率是多少？")
    assert understood(real, "那莲花县呢？") == "2017年底莲花县的贫困发生率是多少？"
    set_back(store.engine, minutes=4)
    assert understood(real, "那莲花县呢？") == "2017年底莲花县的贫困发生率是多少？"
    set_back(store.engine, minutes=6)
    assert understood(real, "那莲花县呢？") == "那莲花县呢？"


def test_after_a_new_beginning_a_follow_up_stands_alone(real: Assistant) -> None:
    understood(real, "2017年底遂川县的贫困发生率是多少？")
    real.begin_anew("cli:1")
    assert understood(real, "那莲花县呢？") == "那莲花县呢？"


@pytest.mark.parametrize("minutes", ["0", "1441", "一会儿"])
def test_a_time_that_is_none_is_told_by_name(
    minutes: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FUPIN_CONVERSATION_MINUTES", minutes)
    with pytest.raises(SettingsError, match="FUPIN_CONVERSATION_MINUTES"):
        load()
