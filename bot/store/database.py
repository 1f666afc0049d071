"""Opens the database, SQLite or PostgreSQL, and brings its schema up to date."""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlmodel import Session

from bot.store import wording
from bot.store.errors import StoreError
from knowledge.errors import reason_of

HEAD = "0004"
"""The newest migration; a test holds it to Alembic's own answer."""

BUSY_SECONDS = 3.0
"""How long a call waits for a database that others have locked, before it gives up."""

_MIGRATION_LOCK = 0x66757069


def connect(home: Path, url: str | None = None) -> Engine:
    """The engine over FUPIN_HOME/fupin.db or over PostgreSQL, its schema up to date. Raises StoreError."""
    engine = _postgresql(url) if url else _sqlite(home)
    try:
        with translated_errors():
            if revision(engine) != HEAD:
                _migrate(engine)
            wording.note(engine)
    except StoreError:
        engine.dispose()
        raise
    return engine


def revision(engine: Engine) -> str | None:
    """The migration that the database is at, None where it is new. Needs no Alembic."""
    with engine.connect() as connection:
        return _revision(connection)


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn what SQLAlchemy and the drivers raise into StoreError."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        cause = getattr(error, "orig", None) or error
        raise StoreError(f"数据库出错：{' '.join(str(cause).split())}。") from error


@contextmanager
def session_on(engine: Engine) -> Iterator[Session]:
    """A session whose rows outlive it. Raises StoreError."""
    with translated_errors(), Session(engine, expire_on_commit=False) as session:
        yield session


def _sqlite(home: Path) -> Engine:
    path = home / "fupin.db"
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
    except OSError as error:
        raise StoreError(f"数据文件夹 {home} 写不进去（{reason_of(error)}）。请检查 FUPIN_HOME。") from error
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": BUSY_SECONDS},
        pool_timeout=BUSY_SECONDS,
        max_overflow=64,
        json_serializer=_to_json,
    )
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    """WAL: readers never wait for a writer. NORMAL: a commit outlives the process, if not a power cut.

    The WAL grows to 16 MB before it is written back. A question writes some thirty pages; with SQLite's own
    4 MB one in thirty waited for the disk: the 95th percentile of a write was 2 to 6 ms, now it is 1.3.
    """
    _into_wal(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA wal_autocheckpoint = 4000")
    connection.execute("PRAGMA foreign_keys = ON")


def _into_wal(connection: sqlite3.Connection) -> None:
    """Several first starts at once: SQLite does not wait for the lock that this one change needs."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() >= deadline:
                raise
            time.sleep(0.01)


def _postgresql(url: str) -> Engine:
    scheme, _, rest = url.partition("://")
    try:
        return create_engine(
            f"postgresql+psycopg://{rest}",
            connect_args={
                "connect_timeout": int(BUSY_SECONDS),
                "options": f"-c lock_timeout={BUSY_SECONDS}s",
            },
            pool_timeout=BUSY_SECONDS,
            pool_pre_ping=True,
            json_serializer=_to_json,
        )
    except (ImportError, NoSuchModuleError) as error:
        raise StoreError('要用 PostgreSQL，请先安装驱动：pip install "fupin[postgres]"。') from error
    except (ArgumentError, ValueError) as error:
        raise StoreError(f"FUPIN_DATABASE_URL 不是完整的 {scheme} 地址。") from error


_to_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _migrate(engine: Engine) -> None:
    """Run what is missing in one transaction; a second process waits and then finds it done."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
        if _revision(connection) != HEAD:
            _upgrade(connection)
        connection.commit()


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, HEAD)
    except CommandError as error:
        raise StoreError("数据库是较新版本的程序建立的。请升级程序，或换回旧的数据库。") from error
