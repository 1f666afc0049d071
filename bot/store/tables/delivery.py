"""What Telegram brought and is not answered yet, and what is to be sent to people."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, text
from sqlmodel import Field, SQLModel

from bot.store.tables.columns import UtcDateTime

_UNFINISHED = text("finished_at IS NULL")


class InboxRow(SQLModel, table=True):
    """An update of the Bot API, from its arrival until it is pruned; `content` is None once it is finished.

    `place` is the chat, or the person where there is none: one place's updates are worked off in order.
    `worker` has claimed it until `claimed_until`; nobody claims it before `due_at`. `sent` counts the messages
    that went out for it.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        Index(
            "ix_inbox_unfinished",
            "bot",
            "place",
            "update_id",
            sqlite_where=_UNFINISHED,
            postgresql_where=_UNFINISHED,
        ),
    )

    bot: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    update_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    place: int = Field(sa_column=Column(BigInteger, nullable=False))
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    content: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    due_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    worker: str | None = None
    claimed_until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    attempts: int = 0
    sent: int = 0
    finished_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime, index=True))
