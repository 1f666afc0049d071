"""Rows of the log that are still to be looked at for gaps: written down in the transaction of the row itself,
of its vote or its deletion, so that a crash loses none, and worked off later, so that no answer waits.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, insert

from bot.store.tables import GapInbox


def enlist(connection: Connection, log_ids: Iterable[int]) -> None:
    """Write down rows that may be gaps, or may be none any more."""
    rows = [{"log_id": id} for id in log_ids]
    if rows:
        connection.execute(insert(GapInbox), rows)
