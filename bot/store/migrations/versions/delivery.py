"""What Telegram brought and what is to be sent: nothing of it is lost by a crash."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_UNFINISHED = sa.text("finished_at IS NULL")


def upgrade() -> None:
    op.add_column("query_log", sa.Column("key", sa.String))
    op.create_index("ix_query_log_key", "query_log", ["key"], unique=True)
    _create_inbox()
    _create_outbox()
    _create_wishes()
    _create_conversation_ends()
    _create_dialogues()
    _create_menus()
    _create_given_answers()


def _create_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("bot", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("place", sa.BigInteger, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True)),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("worker", sa.String),
        sa.Column("claimed_until", _MOMENT),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("sent", sa.Integer, nullable=False),
        sa.Column("finished_at", _MOMENT),
    )
    op.create_index(
        "ix_inbox_unfinished",
        "inbox",
        ["bot", "place", "update_id"],
        sqlite_where=_UNFINISHED,
        postgresql_where=_UNFINISHED,
    )
    op.create_index("ix_inbox_finished_at", "inbox", ["finished_at"])


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("key", sa.String, nullable=False, unique=True),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True)),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("worker", sa.String),
        sa.Column("claimed_until", _MOMENT),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("sent", sa.Integer, nullable=False),
        sa.Column("finished_at", _MOMENT),
        sa.Column("failure", sa.String),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_unfinished",
        "outbox",
        ["due_at"],
        sqlite_where=_UNFINISHED,
        postgresql_where=_UNFINISHED,
    )
    op.create_index("ix_outbox_finished_at", "outbox", ["finished_at"])


def _create_wishes() -> None:
    op.create_table(
        "subscription",
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("value", sa.String, primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_table(
        "answer_wish",
        sa.Column("log_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("person", sa.BigInteger, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_table(
        "handed_in",
        sa.Column("log_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )


def _create_conversation_ends() -> None:
    op.create_table(
        "conversation_end",
        sa.Column("conversation", sa.String, primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_index("ix_conversation_end_at", "conversation_end", ["at"])


def _create_dialogues() -> None:
    op.create_table(
        "shorthand",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_table(
        "dialogue",
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("person", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("step", sa.JSON(none_as_null=True)),
        sa.Column("before", sa.JSON(none_as_null=True)),
        sa.Column("reached_by", sa.String),
        sa.Column("at", _MOMENT, nullable=False),
    )


def _create_menus() -> None:
    op.create_table(
        "chat_menu",
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("commands", sa.String, nullable=False),
    )


def _create_given_answers() -> None:
    op.create_table(
        "given_answer",
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("question", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("messages", sa.JSON, nullable=False),
        sa.Column("log_id", sa.BigInteger),
        sa.Column("asked", sa.String, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_table(
        "occasion",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    for table in ("given_answer", "occasion"):
        op.create_index(f"ix_{table}_at", table, ["at"])


def downgrade() -> None:
    for table in ("occasion", "given_answer", "chat_menu"):
        op.drop_table(table)
    for table in ("dialogue", "shorthand", "conversation_end", "handed_in", "answer_wish", "subscription"):
        op.drop_table(table)
    for table in ("outbox", "inbox"):
        op.drop_table(table)
    op.drop_index("ix_query_log_key", "query_log")
    op.drop_column("query_log", "key")
