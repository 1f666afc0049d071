"""The query log."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from bot.store.tables.columns import UtcDateTime, id_column


class QueryLogRow(SQLModel, table=True):
    """One question and what it got; stands by itself, so that it can be replayed and compared.

    `snippets` are the answer's as in its JSON, with spans and citation. `asker` and `conversation` are keyed
    hashes; `conversation` is None for a question that belongs to none. `vote` is "up", "down" or None.
    `evidence` is the answer's, None in rows of versions that did not keep it.
    """

    __tablename__ = "query_log"
    __table_args__ = {"sqlite_autoincrement": True}

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
