"""Transactions in which gaps change: one at a time, whichever process they are in."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text
from sqlmodel import Session

from bot.store.database import translated_errors

_LOCK = 0x67617073


@contextmanager
def exclusively(engine: Engine) -> Iterator[Session]:
    """A session that is committed at the end; nobody else changes gaps meanwhile. Raises StoreError."""
    with translated_errors(), Session(engine, expire_on_commit=False) as session:
        if engine.dialect.name == "sqlite":
            session.connection().exec_driver_sql("BEGIN IMMEDIATE")
        else:
            session.connection().execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        yield session
        session.commit()


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that reads. Raises StoreError."""
    with translated_errors(), Session(engine, expire_on_commit=False) as session:
        yield session
