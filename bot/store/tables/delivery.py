"""What Telegram brought and is not answered yet, and what is to be sent to people."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, text
from sqlmodel import Field, SQLModel

from bot.store.tables.columns import UtcDateTime, id_column

_UNFINISHED = text("finished_at IS NULL")


class InboxRow(SQLModel, table=True):
    """An update of the Bot API, from its arrival until it is pruned; `content` is None once it is finished.

    `place` is the chat, or the person where there is none: one place's updates are worked off in order.
    `worker` has claimed it until `claimed_until`; nobody claims it before `due_at`. `sent` counts the
    messages that went out for it.
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


class OutboxRow(SQLModel, table=True):
    """A message that a chat is to get without having asked just now; `key` names it, and is there once.

    `content` has the message's `parts` of Telegram HTML and rows of `buttons`, each a label and its data; it
    is None once the message is finished. `sent` counts the parts that went out. `failure` says why the rest
    never will.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_unfinished", "due_at", sqlite_where=_UNFINISHED, postgresql_where=_UNFINISHED),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=id_column())
    key: str = Field(unique=True)
    chat: int = Field(sa_column=Column(BigInteger, nullable=False))
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    content: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    due_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    worker: str | None = None
    claimed_until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    attempts: int = 0
    sent: int = 0
    finished_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime, index=True))
    failure: str | None = None


class Subscription(SQLModel, table=True):
    """A chat wants to hear of new documents: of a `column`, of a `region`, or of `all` (value "")."""

    __tablename__ = "subscription"

    chat: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    kind: str = Field(primary_key=True)
    value: str = Field(primary_key=True)
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class AnswerWish(SQLModel, table=True):
    """A chat wants to hear when the question of a log row, which got no answer, has one.

    `person` is who said so, by the Telegram id: the answer is only for who may ask.
    """

    __tablename__ = "answer_wish"

    log_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    chat: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    person: int = Field(sa_column=Column(BigInteger, nullable=False))
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Shorthand(SQLModel, table=True):
    """What the data of a button, which has 64 bytes at most, stands for."""

    __tablename__ = "shorthand"

    key: str = Field(primary_key=True)
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class GivenAnswer(SQLModel, table=True):
    """The bot's `messages`, by id and in order, that answer the message `question` of a chat.

    `asked` is a keyed hash of the text that they answer, "" while not all of them are as they shall be.
    """

    __tablename__ = "given_answer"

    chat: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    question: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    messages: list[int] = Field(sa_column=Column(JSON, nullable=False))
    log_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    asked: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False, index=True))


class Occasion(SQLModel, table=True):
    """What is done once, by its `key`, though several updates call for it; `by` is the one that did it."""

    __tablename__ = "occasion"

    key: str = Field(primary_key=True)
    by: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False, index=True))


class ChatMenu(SQLModel, table=True):
    """A chat with a menu of its own; `commands` is a fingerprint of it, and of the bot that showed it."""

    __tablename__ = "chat_menu"

    chat: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    commands: str


class DialogueRow(SQLModel, table=True):
    """What the bot waits for from a person in a chat: `step` is {"kind", "content"}, None where for nothing.

    `reached_by` names the update that led here, `before` is where it came from.
    """

    __tablename__ = "dialogue"

    chat: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    person: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    step: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    reached_by: str | None = None
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
