"""Gaps, their history and their askers; what the desk counts and stars."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.add_column("query_log", sa.Column("evidence", sa.Float))
    _create_gaps()
    _create_askings()
    _enlist_earlier_questions()


def _create_gaps() -> None:
    op.create_table(
        "gap",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("askers", sa.Integer, nullable=False),
        sa.Column("first_at", _MOMENT, nullable=False),
        sa.Column("last_at", _MOMENT, nullable=False),
        sa.Column("rank", sa.Float, nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("edition", sa.Integer),
        sa.Column("checked", sa.Integer),
        sa.Column("merged_into", _ID, sa.ForeignKey("gap.id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_gap_state_rank", "gap", ["state", "rank", "id"])
    op.create_table(
        "gap_question",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("gap_id", _ID, sa.ForeignKey("gap.id"), nullable=False, index=True),
        sa.Column("key", sa.String, nullable=False, unique=True),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("terms", sa.JSON, nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("first_at", _MOMENT, nullable=False),
        sa.Column("last_at", _MOMENT, nullable=False),
        sa.Column("edition", sa.Integer),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "gap_term",
        sa.Column("term", sa.String, primary_key=True),
        sa.Column("question_id", _ID, sa.ForeignKey("gap_question.id"), primary_key=True, index=True),
    )
    op.create_table(
        "gap_event",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("gap_id", _ID, sa.ForeignKey("gap.id"), nullable=False, index=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("event", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )


def _create_askings() -> None:
    op.create_table(
        "gap_asking",
        sa.Column("log_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("gap_id", _ID, sa.ForeignKey("gap.id"), nullable=False),
        sa.Column("question_id", _ID, sa.ForeignKey("gap_question.id"), nullable=False, index=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("asker", sa.String, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_index("ix_gap_asking_gap_asker", "gap_asking", ["gap_id", "asker"])
    op.create_table(
        "gap_inbox",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("log_id", sa.BigInteger, nullable=False),
        sqlite_autoincrement=True,
    )


def _enlist_earlier_questions() -> None:
    """What an earlier version refused, and what was voted down, is looked at like everything from now on."""
    op.execute(
        "INSERT INTO gap_inbox (log_id) SELECT id FROM query_log "
        "WHERE channel <> 'cli' AND (status = 'unanswered' OR vote = 'down') ORDER BY id"
    )


def downgrade() -> None:
    for name in ("gap_inbox", "gap_asking", "gap_event", "gap_term", "gap_question", "gap"):
        op.drop_table(name)
    op.drop_column("query_log", "evidence")
