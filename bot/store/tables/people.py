"""People and their roles, the ways in, and what admins did."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.store.tables.columns import UtcDateTime, id_column


class Person(SQLModel, table=True):
    """Somebody with a role: admin, reviewer, staff or blocked.

    `channel` is where the person came in, "web" or "telegram"; `external` is the Telegram id, as the bot has
    to write to it, and None for the web. `name` is what an admin calls the person.
    """

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("channel", "external"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, sa_column=id_column())
    channel: str
    external: str | None = None
    name: str
    role: str
    created_by: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    seen_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class SignInLink(SQLModel, table=True):
    """A one-time link to the web pages, kept as a keyed hash of its token; for a person, or for a new one."""

    __tablename__ = "sign_in_link"

    hash: str = Field(primary_key=True)
    person_id: int | None = Field(
        default=None, sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    )
    name: str
    role: str
    made_by: str
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False, index=True))
    used_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class WebSession(SQLModel, table=True):
    """A signed-in browser, as a keyed hash of its token; it ends at `expires_at` at the latest."""

    __tablename__ = "web_session"

    hash: str = Field(primary_key=True)
    person_id: int = Field(
        sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    seen_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False, index=True))


class Invite(SQLModel, table=True):
    """A code or link that makes whoever uses it first a person with `role`; kept as a keyed hash."""

    __tablename__ = "invite"

    hash: str = Field(primary_key=True)
    role: str
    made_by: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    used_by: int | None = Field(
        default=None, sa_column=Column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    )
    used_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class AuditRow(SQLModel, table=True):
    """One thing that an admin did: who (by the name of then), through what, which action, on what.

    `via` is "web", "cli" or "telegram"; `person_id` is None for the command line. The row stands by itself.
    """

    __tablename__ = "audit"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, sa_column=id_column())
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False, index=True))
    actor: str = Field(index=True)
    person_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    via: str
    action: str = Field(index=True)
    target: str
    detail: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
