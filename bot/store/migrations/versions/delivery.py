"""What Telegram brought and what is to be sent: nothing of it is lost by a crash."""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
