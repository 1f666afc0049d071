"""The query log, and what finds its rows."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Column, Index, text
from sqlmodel import Field, SQLModel

from bot.store.tables.columns import UtcDateTime, given_id_column, id_column


def _partial(name: str, *columns: str, where: str) -> Index:
    """An index over the few rows that it is asked for."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


class QueryLogRow(SQLModel, table=True):
    """One question and what it got; stands by itself, so that it can be replayed and compared.

    `snippets` are the answer's as in its JSON, with spans and citation. `asker` and `conversation` are keyed
    hashes; `conversation` is None for a question that belongs to none. `vote` is "up", "down" or None, and
    `vote_reason` why it is "down". `evidence` is the answer's, None in rows of versions that did not keep it.
    `extra` has the answer's other fields where they say something. `column` is that of the document quoted
    first. A starred row is of the golden set and is kept for good.
    `key` names what brought the question, so that it is logged once however often that is delivered.
    """

    __tablename__ = "query_log"
    __table_args__ = (
        Index("ix_query_log_channel_id", "channel", "id"),
        Index("ix_query_log_edition_id", "edition", "id"),
        _partial("ix_query_log_reason_id", "reason", "id", where="reason IS NOT NULL"),
        _partial("ix_query_log_status_id", "status", "id", where="status <> 'answered'"),
        _partial("ix_query_log_starred", "starred", "id", where="starred"),
        _partial("ix_query_log_vote_id", "vote", "id", where="vote IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=id_column())
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False, index=True))
    channel: str
    asker: str = Field(index=True)
    conversation: str | None = Field(default=None, index=True)
    question: str
    understood: str
    status: str
    reason: str | None = None
    region: str | None = None
    conflict: bool = False
    snippets: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    suggestions: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    edition: int | None = None
    package_version: str
    elapsed_ms: float
    evidence: float | None = None
    vote: str | None = None
    vote_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    vote_reason: str | None = None
    column: str | None = None
    starred: bool = False
    extra: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    key: str | None = Field(default=None, index=True, unique=True)


class QueryLogDocument(SQLModel, table=True):
    """A document that an answer in the log cites."""

    __tablename__ = "query_log_document"
    __table_args__: ClassVar[dict[str, Any]] = {"sqlite_with_rowid": False}

    document: str = Field(primary_key=True)
    log_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False, index=True))


class QueryLogText(SQLModel, table=True):
    """What is searched for words: the question and how it was understood, folded (see bot.store.wording)."""

    __tablename__ = "query_log_text"

    log_id: int = Field(sa_column=given_id_column())
    text: str


class QueryLogDay(SQLModel, table=True):
    """The rows that were written on a UTC day (20260131): none of them has an id outside these bounds.

    Ids grow with time but for clocks that are set back; so that a period is a range of ids all the same.
    """

    __tablename__ = "query_log_day"

    day: int = Field(sa_column=given_id_column())
    first_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    last_id: int = Field(sa_column=Column(BigInteger, nullable=False))
