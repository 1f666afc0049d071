"""The query log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "query_log",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("asker", sa.String, nullable=False),
        sa.Column("conversation", sa.String),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("understood", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("region", sa.String),
        sa.Column("conflict", sa.Boolean, nullable=False),
        sa.Column("snippets", sa.JSON, nullable=False),
        sa.Column("suggestions", sa.JSON, nullable=False),
        sa.Column("edition", sa.Integer),
        sa.Column("package_version", sa.String, nullable=False),
        sa.Column("elapsed_ms", sa.Float, nullable=False),
        sa.Column("vote", sa.String),
        sa.Column("vote_at", sa.DateTime(timezone=True)),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_query_log_at", "query_log", ["at"])
    op.create_index("ix_query_log_asker", "query_log", ["asker"])
    op.create_index("ix_query_log_conversation", "query_log", ["conversation"])


def downgrade() -> None:
    op.drop_table("query_log")
