"""Gaps, their history and their askers; what the desk counts and stars."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_OUTCOME = {"outcome": sa.String, "reason": sa.String}
_COUNTS: dict[str, dict[str, Any]] = {
    "count_facet": {"facet": sa.String, "part": sa.Integer, "value": sa.String} | _OUTCOME,
    "count_outcome": {"part": sa.Integer, "channel": sa.String, "region": sa.String, "column": sa.String}
    | _OUTCOME,
    "count_latency": {"part": sa.Integer, "channel": sa.String, "bucket": sa.Integer},
    "count_question": {"question": sa.BigInteger, "part": sa.Integer},
    "count_document": {"part": sa.Integer, "document": sa.String},
    "count_passage": {"document": sa.String, "start": sa.Integer, "end": sa.Integer, "part": sa.Integer},
}


def upgrade() -> None:
    op.add_column("query_log", sa.Column("evidence", sa.Float))
    _create_gaps()
    _create_askings()
    _enlist_earlier_questions()
    _extend_log()
    _create_word_index()
    _create_counts()
    _count_earlier_questions()


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
        sa.Column("merged_into", _ID, sa.ForeignKey("gap.id"), index=True),
        sa.Column("off_topic", sa.Boolean, nullable=False),
        sa.Column("question_id", sa.BigInteger),
        sa.Column("closed_at", _MOMENT),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_gap_state_rank", "gap", ["state", "off_topic", "rank", "id"])
    op.create_table(
        "gap_question",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("gap_id", _ID, sa.ForeignKey("gap.id"), nullable=False, index=True),
        sa.Column("core_id", _ID, sa.ForeignKey("gap.id"), nullable=False, index=True),
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
        sa.Column("gap_id", _ID, sa.ForeignKey("gap.id"), primary_key=True, index=True),
        sa.Column("weight", sa.Float, nullable=False),
        sqlite_with_rowid=False,
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


def _extend_log() -> None:
    op.add_column("query_log", sa.Column("vote_reason", sa.String))
    op.add_column("query_log", sa.Column("column", sa.String))
    op.add_column("query_log", sa.Column("extra", sa.JSON))
    op.add_column("query_log", sa.Column("starred", sa.Boolean, nullable=False, server_default=sa.false()))
    for name in ("channel", "edition"):
        op.create_index(f"ix_query_log_{name}_id", "query_log", [name, "id"])
    _create_partial_index("ix_query_log_reason_id", ["reason", "id"], "reason IS NOT NULL")
    _create_partial_index("ix_query_log_status_id", ["status", "id"], "status <> 'answered'")
    _create_partial_index("ix_query_log_starred", ["starred", "id"], "starred")
    _create_partial_index("ix_query_log_vote_id", ["vote", "id"], "vote IS NOT NULL")
    op.create_table(
        "query_log_document",
        sa.Column("document", sa.String, primary_key=True),
        sa.Column("log_id", sa.BigInteger, primary_key=True, autoincrement=False, index=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "query_log_text",
        sa.Column("log_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("text", sa.String, nullable=False),
    )
    op.create_table(
        "query_log_day",
        sa.Column("day", _ID, primary_key=True, autoincrement=False),
        sa.Column("first_id", sa.BigInteger, nullable=False),
        sa.Column("last_id", sa.BigInteger, nullable=False),
    )


def _create_word_index() -> None:
    """Of pairs of characters, a space between them; contentless, for the text stands in query_log_text, and
    without places, for only whether a row has a pair is asked.
    """
    connection = op.get_bind()
    if connection.dialect.name != "sqlite" or not _has_full_text_search(connection):
        return
    signs = "".join(sign for sign in map(chr, range(0x21, 0x7F)) if not sign.isalnum())
    tokenizer = "ascii tokenchars '{}'".format(signs.replace("'", "''")).replace('"', '""')
    options = f"content='', detail=none, tokenize=\"{tokenizer}\""
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE query_log_words USING fts5(pairs, {options})")


def _has_full_text_search(connection: sa.Connection) -> bool:
    return "ENABLE_FTS5" in connection.exec_driver_sql("PRAGMA compile_options").scalars().all()


def _create_partial_index(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "query_log", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _create_counts() -> None:
    for name, key in _COUNTS.items():
        columns = (sa.Column(each, kind, primary_key=True, autoincrement=False) for each, kind in key.items())
        times = sa.Column("times", sa.Integer, nullable=False)
        op.create_table(name, *columns, times, sqlite_with_rowid=False)
    op.create_index("ix_count_passage_most", "count_passage", ["part", "times"])
    op.create_index("ix_count_question_most", "count_question", ["part", "times"])
    for name in ("channel", "column", "region"):
        op.create_index(f"ix_count_outcome_{name}", "count_outcome", [name, "part"])
    op.create_table(
        "asked_question",
        sa.Column("id", _ID, primary_key=True, autoincrement=False),
        sa.Column("text", sa.String, nullable=False),
    )
    op.create_table(
        "chore",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
    )


def _count_earlier_questions() -> None:
    """Leave a note of how far the rows go that are not counted yet; bot.store.counting does it from there."""
    op.execute(
        "INSERT INTO chore (name, position) SELECT 'uncounted', max(id) FROM query_log HAVING count(*) > 0"
    )


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS query_log_words")
    for name in (
        "chore",
        "asked_question",
        *_COUNTS,
        "query_log_day",
        "query_log_text",
        "query_log_document",
    ):
        op.drop_table(name)
    for name in ("vote_id", "starred", "status_id", "reason_id", "edition_id", "channel_id"):
        op.drop_index(f"ix_query_log_{name}", "query_log")
    for name in ("extra", "starred", "column", "vote_reason"):
        op.drop_column("query_log", name)
    for name in ("gap_inbox", "gap_asking", "gap_event", "gap_term", "gap_question", "gap"):
        op.drop_table(name)
    op.drop_column("query_log", "evidence")
