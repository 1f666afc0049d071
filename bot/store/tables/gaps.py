"""Gaps: questions of one meaning that get no good answer, what was done about them, and when."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index
from sqlmodel import Field, SQLModel

from bot.store.tables.columns import UtcDateTime, id_column


class Gap(SQLModel, table=True):
    """Questions of one meaning, with counters, so that a page of gaps reads nothing else.

    `question` is the wording that stands for them all; `kind` is what the last asking was (see
    bot.desk.gaps.Kind). `state` is open, answered, ignored or merged: `edition` is the one that answered,
    `reason` why it was ignored, `merged_into` the gap that took its questions. `rank` grows with askers and
    recency. `checked` is the edition on which its questions were last asked again, `closed_at` when it was
    answered. `question_id` is the wording that `question` is; `off_topic` questions are a gap of their own.
    """

    __tablename__ = "gap"
    __table_args__ = (
        Index("ix_gap_state_rank", "state", "off_topic", "rank", "id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=id_column())
    question: str
    kind: str
    state: str = "open"
    asked: int = 0
    askers: int = 0
    first_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    last_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    rank: float = 0.0
    reason: str | None = None
    edition: int | None = None
    checked: int | None = None
    merged_into: int | None = Field(default=None, sa_column=Column(ForeignKey("gap.id"), index=True))
    off_topic: bool = False
    question_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    closed_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class GapQuestion(SQLModel, table=True):
    """One wording of a gap. `key` is the same for the same words; by `terms` its meaning is compared.

    `core_id` is the gap whose meaning it is part of: the one that it came to, though that was merged since.
    `edition` is the one that answers it now, None while none does.
    """

    __tablename__ = "gap_question"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, sa_column=id_column())
    gap_id: int = Field(sa_column=Column(ForeignKey("gap.id"), nullable=False, index=True))
    core_id: int = Field(sa_column=Column(ForeignKey("gap.id"), nullable=False, index=True))
    key: str = Field(unique=True)
    question: str
    terms: dict[str, float] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    asked: int = 0
    first_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    last_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    edition: int | None = None


class GapTerm(SQLModel, table=True):
    """What the questions of a gap's meaning weigh on average in one term, by which others like them find it.

    `term` has the scope before it.
    """

    __tablename__ = "gap_term"
    __table_args__: ClassVar[dict[str, Any]] = {"sqlite_with_rowid": False}

    term: str = Field(primary_key=True)
    gap_id: int = Field(sa_column=Column(ForeignKey("gap.id"), primary_key=True, index=True))
    weight: float


class GapAsking(SQLModel, table=True):
    """One row of the query log that is a gap. `asker` is the log's keyed hash."""

    __tablename__ = "gap_asking"
    __table_args__ = (Index("ix_gap_asking_gap_asker", "gap_id", "asker"),)

    log_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    gap_id: int = Field(sa_column=Column(ForeignKey("gap.id"), nullable=False))
    question_id: int = Field(sa_column=Column(ForeignKey("gap_question.id"), nullable=False, index=True))
    kind: str
    asker: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class GapInbox(SQLModel, table=True):
    """A row of the query log that is still to be looked at; written together with it, or with its vote."""

    __tablename__ = "gap_inbox"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, sa_column=id_column())
    log_id: int = Field(sa_column=Column(BigInteger, nullable=False))


class HandedIn(SQLModel, table=True):
    """Whoever asked the question of a log row wants admins to see it; `note` may be empty.

    It belongs to whichever gap the row belongs to, and goes with the row.
    """

    __tablename__ = "handed_in"

    log_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    note: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class GapEvent(SQLModel, table=True):
    """What happened to a gap: opened, answered, ignored, reopened, merged, split. `by` is who did it."""

    __tablename__ = "gap_event"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, sa_column=id_column())
    gap_id: int = Field(sa_column=Column(ForeignKey("gap.id"), nullable=False, index=True))
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    event: str
    by: str
    detail: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
