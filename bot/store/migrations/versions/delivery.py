"""What Telegram brought and what is to be sent: nothing of it is lost by a crash."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("query_log", sa.Column("key", sa.String))
    op.create_index("ix_query_log_key", "query_log", ["key"], unique=True)
    _create_inbox()


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
    unfinished = sa.text("finished_at IS NULL")
    op.create_index(
        "ix_inbox_unfinished",
        "inbox",
        ["bot", "place", "update_id"],
        sqlite_where=unfinished,
        postgresql_where=unfinished,
    )
    op.create_index("ix_inbox_finished_at", "inbox", ["finished_at"])


def downgrade() -> None:
    op.drop_table("inbox")
    op.drop_index("ix_query_log_key", "query_log")
    op.drop_column("query_log", "key")
