"""The write-ahead log of SQLite does not grow until a commit has to write it back."""

from sqlalchemy import Engine

from bot.store.shorthands import Shorthands
from bot.store.writing_back import write_back


def test_what_was_committed_is_written_back(engine: Engine) -> None:
    for number in range(20):
        Shorthands(engine).key({"number": number})
    assert write_back(engine)


def test_what_somebody_still_reads_waits_and_holds_up_nobody(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        assert write_back(engine)
        return
    assert write_back(engine)
    with engine.connect() as reader:
        reader.exec_driver_sql("BEGIN")
        reader.exec_driver_sql("SELECT count(*) FROM shorthand").all()
        Shorthands(engine).key({"number": 1})
        assert not write_back(engine)
    assert write_back(engine)
