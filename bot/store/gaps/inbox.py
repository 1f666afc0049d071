"""Rows of the log that are still to be looked at for gaps: written down in the transaction of the row itself,
of its vote or its deletion, so that a crash loses none, and worked off later, so that no answer waits.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert
from sqlmodel import col, select

from bot.store.gaps.kinds import kind
from bot.store.tables import GapAsking, GapInbox

_TELLING = ("channel", "status", "reason", "evidence", "vote")


def enlist(connection: Connection, log_ids: Iterable[int]) -> None:
    """Write down rows that may be gaps, or may be none any more."""
    rows = [{"log_id": id} for id in log_ids]
    if rows:
        connection.execute(insert(GapInbox), rows)


def enlist_written(connection: Connection, ids: Sequence[int], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write down those rows that are gaps, by their columns."""
    found = []
    for id, row in zip(ids, rows, strict=True):
        told: list[Any] = [row.get(name) for name in _TELLING]
        if kind(*told):
            found.append(id)
    enlist(connection, found)


def enlist_deleted(connection: Connection, ids: Sequence[int]) -> None:
    """Write down those of some deleted rows that belong to a gap."""
    belongs = select(GapAsking.log_id).where(col(GapAsking.log_id).in_(ids))
    enlist(connection, connection.execute(belongs).scalars().all())
