"""What is counted of the query log, so that an overview costs the same however long the log is.

Every count stands twice, under its day and under its month: `part` is 20260131 or 202601, in the time zone
of the installation. A period is then a few months and the days at its ends (see bot.store.periods). What a
question does not have is "", for a primary key holds no NULL.
"""

from typing import Any

from sqlalchemy import BigInteger, Column, Index
from sqlmodel import Field, SQLModel

from bot.store.tables.columns import given_id_column

_NO_ROWID: dict[str, Any] = {"sqlite_with_rowid": False}
"""SQLite then keeps the table in the order of its key, and no second index of it."""


def _part_of_key() -> Any:
    return Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class FacetCount(SQLModel, table=True):
    """Questions by what they got, and votes, for each value of one facet: channel, region, column or edition.

    `outcome` is a status, and `reason` why there was no answer; or it is a vote, and `reason` why "down".
    """

    __tablename__ = "count_facet"
    __table_args__ = _NO_ROWID

    facet: str = Field(primary_key=True)
    part: int = _part_of_key()
    value: str = Field(primary_key=True)
    outcome: str = Field(primary_key=True)
    reason: str = Field(primary_key=True)
    times: int


class OutcomeCount(SQLModel, table=True):
    """The same for each combination of channel, region and column: there are many, of which few are read."""

    __tablename__ = "count_outcome"
    __table_args__ = (
        Index("ix_count_outcome_channel", "channel", "part"),
        Index("ix_count_outcome_column", "column", "part"),
        Index("ix_count_outcome_region", "region", "part"),
        _NO_ROWID,
    )

    part: int = _part_of_key()
    channel: str = Field(primary_key=True)
    region: str = Field(primary_key=True)
    column: str = Field(primary_key=True)
    outcome: str = Field(primary_key=True)
    reason: str = Field(primary_key=True)
    times: int


class LatencyCount(SQLModel, table=True):
    """Questions by how long their answer took: `bucket` is a number of bot.store.latency."""

    __tablename__ = "count_latency"
    __table_args__ = _NO_ROWID

    part: int = _part_of_key()
    channel: str = Field(primary_key=True)
    bucket: int = _part_of_key()
    times: int


class AskedQuestion(SQLModel, table=True):
    """A question as it was understood; `id` is a hash of its letters and digits."""

    __tablename__ = "asked_question"

    id: int = Field(sa_column=given_id_column())
    text: str


class QuestionCount(SQLModel, table=True):
    """How often a question is in the log; what is deleted from the log is taken off here, too."""

    __tablename__ = "count_question"
    __table_args__ = (Index("ix_count_question_most", "part", "times"), _NO_ROWID)

    question: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    part: int = _part_of_key()
    times: int


class DocumentCount(SQLModel, table=True):
    """Answers that quote a document."""

    __tablename__ = "count_document"
    __table_args__ = _NO_ROWID

    part: int = _part_of_key()
    document: str = Field(primary_key=True)
    times: int


class PassageCount(SQLModel, table=True):
    """Quotations by where they start and end in their document (code points); by month alone."""

    __tablename__ = "count_passage"
    __table_args__ = (Index("ix_count_passage_most", "part", "times"), _NO_ROWID)

    document: str = Field(primary_key=True)
    start: int = _part_of_key()
    end: int = _part_of_key()
    part: int = _part_of_key()
    times: int


class Chore(SQLModel, table=True):
    """How far something that is done bit by bit has come: `position` is an id of the query log, a day or an
    edition.
    """

    __tablename__ = "chore"

    name: str = Field(primary_key=True)
    position: int = Field(sa_column=Column(BigInteger, nullable=False))
