"""People, their roles, the ways in, and what admins did."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _create_people()
    _create_ways_in()
    _create_audit()


def _create_people() -> None:
    op.create_table(
        "person",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("external", sa.String),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("created_by", sa.String, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT),
        sa.UniqueConstraint("channel", "external"),
        sqlite_autoincrement=True,
    )


def _create_ways_in() -> None:
    op.create_table(
        "sign_in_link",
        sa.Column("hash", sa.String, primary_key=True),
        sa.Column("person_id", _ID, sa.ForeignKey("person.id", ondelete="CASCADE"), index=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("made_by", sa.String, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False, index=True),
        sa.Column("used_at", _MOMENT),
    )
    op.create_table(
        "web_session",
        sa.Column("hash", sa.String, primary_key=True),
        sa.Column(
            "person_id", _ID, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False, index=True),
    )
    op.create_table(
        "invite",
        sa.Column("hash", sa.String, primary_key=True),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("made_by", sa.String, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("used_by", _ID, sa.ForeignKey("person.id", ondelete="SET NULL"), index=True),
        sa.Column("used_at", _MOMENT),
    )


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("at", _MOMENT, nullable=False, index=True),
        sa.Column("actor", sa.String, nullable=False, index=True),
        sa.Column("person_id", sa.BigInteger),
        sa.Column("via", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False, index=True),
        sa.Column("target", sa.String, nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    for table in ("audit", "invite", "web_session", "sign_in_link", "person"):
        op.drop_table(table)
