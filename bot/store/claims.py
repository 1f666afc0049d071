"""Claims: how several processes share the rows of the inbox and of the outbox."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col

from bot.store.tables import InboxRow, OutboxRow

LEASE = timedelta(seconds=15)
"""How long a claim holds without being renewed; after that the rows of a dead process go to another."""

Row = type[InboxRow] | type[OutboxRow]


def is_open(row: Row) -> Any:
    """Whether it is still to be worked off."""
    return col(row.finished_at).is_(None)


def unclaimed(row: Row, now: datetime) -> Any:
    """Whether no living process works on it."""
    until = col(row.claimed_until)
    return until.is_(None) | (until < now)
