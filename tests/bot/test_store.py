"""The store on real databases: SQLite always, PostgreSQL where a server and its driver are installed."""

import sqlite3
import stat
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlmodel import Session, SQLModel

from bot.store import database, key
from bot.store.errors import StoreError
from bot.store.logwriting import answer_of
from bot.store.querylog import QueryLog
from bot.store.tables import QueryLogRow
from retrieval.answer import Answer, Citation, Fallback, Snippet
from tests.bot.databases import postgresql_missing

ROOT = Path(__file__).resolve().parents[2]
CITATION = Citation(
    "doc-1",
    "示例文件",
    issuer="某办公室",
    published="2018-10-30",
    section=("一、总则",),
    spans=((3, 7), (9, 12)),
)
ANSWERED = Answer(
    question="谁来 帮扶？",
    understood="谁来帮扶？",
    status="answered",
    region="云南",
    conflict=True,
    snippets=(Snippet("四个字的……三个字", "list", ((0, 2),), 12.5, CITATION),),
    suggestions=("还可以问什么？",),
    edition=3,
    elapsed_ms=0.8,
)
REFUSED = Answer("天气如何？", "天气如何？", "unanswered", "off_topic")


@pytest.fixture
def log(engine: Engine, home: Path) -> QueryLog:
    return QueryLog(engine, key.load(home))


def record(log: QueryLog, answer: Answer = ANSWERED, conversation: str | None = "telegram:7") -> int:
    return log.record(answer, asker="telegram:7", conversation=conversation, channel="telegram")


def set_back(engine: Engine, id: int, minutes: float) -> datetime:
    """Make a row older than it is."""
    with Session(engine) as session:
        row = session.get_one(QueryLogRow, id)
        row.at -= timedelta(minutes=minutes)
        session.add(row)
        session.commit()
        return row.at


def test_a_row_stands_by_itself(log: QueryLog) -> None:
    before = datetime.now(UTC)
    row = log.row(record(log))
    assert row is not None
    assert before <= row.at <= datetime.now(UTC)
    assert row.at.utcoffset() == timedelta(0)
    assert (row.question, row.understood, row.status, row.reason) == (
        "谁来 帮扶？",
        "谁来帮扶？",
        "answered",
        None,
    )
    assert (row.region, row.conflict, row.suggestions, row.edition) == ("云南", True, ["还可以问什么？"], 3)
    assert (row.channel, row.elapsed_ms, row.vote) == ("telegram", 0.8, None)
    assert row.package_version
    snippet = row.snippets[0]
    assert (snippet["text"], snippet["kind"], snippet["highlights"]) == ("四个字的……三个字", "list", [[0, 2]])
    assert snippet["citation"]["spans"] == [[3, 7], [9, 12]]
    assert snippet["citation"]["section"] == ["一、总则"]
    assert snippet["citation"]["document"] == "doc-1"


def test_the_answer_of_a_row_is_the_one_that_was_given(log: QueryLog) -> None:
    given = replace(
        ANSWERED, mentioned=("某文件",), fallback=Fallback("昆明", "云南"), available=("四川",), evidence=0.7
    )
    for answer in (given, REFUSED):
        row = log.row(record(log, answer))
        assert row is not None
        assert answer_of(row) == replace(answer, log_id=row.id)


def test_nobody_can_be_read_off_the_database(log: QueryLog, engine: Engine, home: Path) -> None:
    log.record(ANSWERED, asker="telegram:424242", conversation="telegram:-100777", channel="telegram")
    with engine.connect() as connection:
        stored = str(connection.execute(text("SELECT * FROM query_log")).all())
    assert "424242" not in stored
    assert "100777" not in stored
    assert key.pseudonym("telegram:424242", key.load(home)) in stored
    assert key.pseudonym("telegram:424242", b"another key of this length......") not in stored


def test_history_is_what_was_understood_before_newest_last(log: QueryLog) -> None:
    for number in range(7):
        record(log, replace(ANSWERED, understood=f"问题{number}"))
    assert log.history("telegram:7", limit=3) == ["问题4", "问题5", "问题6"]


def test_history_knows_its_own_conversation_only(log: QueryLog) -> None:
    record(log)
    record(log, conversation=None)
    assert log.history("telegram:8") == []
    assert len(log.history("telegram:7")) == 1


def test_history_leaves_out_smalltalk_and_what_was_no_question(log: QueryLog) -> None:
    record(log, Answer("您好", "您好", "smalltalk"))
    record(log, Answer("", "", "unanswered", "empty"))
    record(log, Answer("长", "长", "unanswered", "too_long"))
    record(log, REFUSED)
    assert log.history("telegram:7") == ["天气如何？"]


def test_history_ends_where_the_conversation_was_idle(log: QueryLog, engine: Engine) -> None:
    set_back(engine, record(log, replace(ANSWERED, understood="昨天的")), minutes=31)
    set_back(engine, record(log, replace(ANSWERED, understood="刚才的")), minutes=29)
    assert log.history("telegram:7", idle_minutes=30) == ["刚才的"]


def test_the_last_vote_counts_and_only_in_its_own_conversation(log: QueryLog) -> None:
    id = record(log)
    assert log.vote(id, "up", conversation="telegram:7")
    assert log.vote(id, "down", conversation="telegram:7")
    assert not log.vote(id, "up", conversation="telegram:8")
    row = log.row(id)
    assert row is not None
    assert row.vote == "down"
    assert row.vote_at is not None
    assert row.at <= row.vote_at <= datetime.now(UTC)


@pytest.mark.parametrize("id", [0, -1, 99, 2**31, 2**63, 10**30])
def test_an_id_that_no_row_has_is_no_error(log: QueryLog, id: int) -> None:
    assert log.row(id) is None
    assert not log.vote(id, "up", conversation="telegram:7")


def test_rows_are_selected_newest_first_by_time_status_channel_and_text(log: QueryLog) -> None:
    at = datetime.now(UTC) - timedelta(hours=10)
    question = replace(ANSWERED, question="100% 的问题")
    old = log.record(question, asker="telegram:7", conversation=None, channel="telegram", at=at)
    refused = record(log, REFUSED)
    web = log.record(
        replace(REFUSED, understood="ABC是什么"), asker="web:1", conversation=None, channel="web"
    )

    def ids(**wanted: object) -> list[int | None]:
        return [row.id for row in log.select(**wanted)]  # type: ignore[arg-type]

    assert ids() == [web, refused, old]
    assert ids(limit=2) == [web, refused]
    assert ids(since=at) == [web, refused, old]
    assert ids(since=at + timedelta(seconds=1)) == [web, refused]
    assert ids(until=at) == []
    assert ids(until=at + timedelta(seconds=1)) == [old]
    assert ids(status="unanswered") == [web, refused]
    assert ids(channel="web") == [web]
    assert ids(text="abc") == [web]
    assert ids(text="0%") == [old]
    assert ids(text="_%") == []


def test_a_question_of_any_characters_is_kept_as_it_is(log: QueryLog) -> None:
    odd = "'; DROP TABLE query_log; -- \\ \u202e \U0001f600 \n\t" + "长" * 10_000
    row = log.row(record(log, replace(ANSWERED, question=odd)))
    assert row is not None
    assert row.question == odd


def test_threads_may_share_the_log(log: QueryLog) -> None:
    ids: list[int] = []

    def work() -> None:
        for _ in range(10):
            ids.append(record(log))
            log.history("telegram:7")

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(ids)) == 80
    assert len(log.select()) == 80


def test_the_migrations_lead_to_exactly_the_tables(engine: Engine) -> None:
    assert database.revision(engine) == database.HEAD
    with engine.connect() as connection:
        options = {"compare_type": True, "include_name": is_no_part_of_the_word_index}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, SQLModel.metadata) == []


def is_no_part_of_the_word_index(name: str | None, kind: str, parents: object) -> bool:
    """SQLite keeps its index of words in tables of its own."""
    return not (kind == "table" and str(name).startswith("query_log_words"))


def test_the_newest_migration_is_the_one_that_the_cheap_check_expects() -> None:
    scripts = ScriptDirectory(str(Path(database.__file__).parent / "migrations"))
    assert scripts.get_heads() == [database.HEAD]


def test_a_database_of_a_newer_program_is_refused_with_what_to_do(engine: Engine, home: Path) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    url = engine.url.render_as_string() if engine.dialect.name == "postgresql" else None
    with pytest.raises(StoreError, match="请升级程序"):
        database.connect(home, url)


def run(code: str, *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def outputs(processes: list["subprocess.Popen[str]"]) -> list[str]:
    done = [(process, *process.communicate(timeout=60)) for process in processes]
    assert [(process.returncode, errors) for process, _, errors in done] == [(0, "")] * len(done)
    return [output.strip() for _, output, _ in done]


def test_an_up_to_date_database_is_opened_without_alembic(home: Path) -> None:
    database.connect(home).dispose()
    code = """if True:
        import sys, pathlib
        from bot.store import database
        database.connect(pathlib.Path(sys.argv[1]))
        print("alembic" in sys.modules)"""
    assert outputs([run(code, str(home))]) == ["False"]


def test_several_first_starts_at_once_agree_on_one_key_and_one_schema(home: Path) -> None:
    code = """if True:
        import sys, time, pathlib
        import alembic.command, alembic.config
        from bot.store import database, key
        from bot.store.querylog import QueryLog
        from retrieval.answer import Answer
        home = pathlib.Path(sys.argv[1])
        print("ready", flush=True)
        while not home.with_name("go").exists():
            time.sleep(0.0005)
        secret = key.load(home)
        log = QueryLog(database.connect(home), secret)
        for _ in range(10):
            log.record(Answer("问", "问", "answered"), asker="a", conversation=None, channel="cli")
        print(secret.hex())"""
    processes = [run(code, str(home)) for _ in range(4)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    home.with_name("go").touch()
    assert len(set(outputs(processes))) == 1
    assert len(QueryLog(database.connect(home), key.load(home)).select()) == 40


def test_a_first_start_waits_for_another_that_is_about_to_write(home: Path) -> None:
    home.mkdir()
    with closing(sqlite3.connect(home / "fupin.db", isolation_level=None, check_same_thread=False)) as other:
        other.execute("CREATE TABLE someone_elses (id)")
        other.execute("BEGIN IMMEDIATE")
        done = threading.Timer(0.3, other.execute, ["COMMIT"])
        done.start()
        database.connect(home).dispose()
        done.join()


def test_a_committed_row_outlives_the_process(home: Path) -> None:
    code = """if True:
        import os, sys, pathlib
        from bot.store import database, key
        from bot.store.querylog import QueryLog
        from retrieval.answer import Answer
        home = pathlib.Path(sys.argv[1])
        log = QueryLog(database.connect(home), key.load(home))
        id = log.record(Answer("问", "问", "answered"), asker="a", conversation=None, channel="cli")
        os.kill(os.getpid(), 9)"""
    process = run(code, str(home))
    process.communicate(timeout=60)
    assert process.returncode == -9
    assert len(QueryLog(database.connect(home), key.load(home)).select()) == 1


def test_a_locked_database_is_given_up_on_in_time(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.3)
    log = QueryLog(database.connect(home), key.load(home))
    with sqlite3.connect(home / "fupin.db") as other:
        other.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        with pytest.raises(StoreError, match="locked"):
            record(log)
        assert 0.2 < time.monotonic() - started < 2
        assert log.history("telegram:7") == []
    other.close()
    assert record(log) == 1


def test_a_database_file_that_is_none_is_reported(home: Path) -> None:
    home.mkdir()
    (home / "fupin.db").write_bytes(b"this is no database, whatever it is called" * 100)
    with pytest.raises(StoreError, match="数据库出错"):
        database.connect(home)


def test_a_home_that_cannot_be_a_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="FUPIN_HOME"):
        database.connect(tmp_path / "file")
    with pytest.raises(StoreError, match="权限"):
        key.load(tmp_path / "file")


def test_only_the_owner_can_read_the_database_and_the_key(home: Path) -> None:
    record(QueryLog(database.connect(home), key.load(home)))
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()}
    assert modes == dict.fromkeys(["fupin.db", "fupin.db-shm", "fupin.db-wal", "key"], 0o600)


def test_a_key_that_others_can_read_is_made_private(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    made = key.load(home)
    (home / "key").chmod(0o644)
    assert key.load(home) == made
    assert stat.S_IMODE((home / "key").stat().st_mode) == 0o600
    assert "已改为只有自己能读" in caplog.text


def test_a_damaged_key_is_refused(home: Path) -> None:
    key.load(home)
    (home / "key").write_bytes(b"short")
    with pytest.raises(StoreError, match="已损坏"):
        key.load(home)


def test_a_postgresql_server_that_is_not_there_is_reported(home: Path) -> None:
    if missing := postgresql_missing():
        pytest.skip(missing)
    with pytest.raises(StoreError, match="数据库出错"):
        database.connect(home, "postgresql://fupin@127.0.0.1:1/fupin")


def test_without_its_driver_postgresql_asks_for_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"fupin\[postgres\]"):
        database.connect(home, "postgres://fupin@127.0.0.1/fupin")
