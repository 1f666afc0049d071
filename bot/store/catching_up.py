"""Counting and indexing the rows that an earlier version has left; a migration notes how far they go."""

from zoneinfo import ZoneInfo

from sqlalchemy import Engine, delete, select, update
from sqlmodel import Session, col

from bot.store import counting, logindex
from bot.store.database import translated_errors
from bot.store.entry import Entry
from bot.store.tables import Chore, QueryLogRow

UNCOUNTED = "uncounted"
BATCH = 1_000
_IS_OURS = col(Chore.name) == UNCOUNTED


def catch_up(engine: Engine, zone: ZoneInfo) -> None:
    """Count what is not counted yet, newest first, batch by batch; several processes may be at it.

    Raises StoreError.
    """
    with translated_errors():
        with engine.connect() as connection:
            position = connection.execute(select(col(Chore.position)).where(_IS_OURS)).scalar()
        while position is not None:
            position = _next(engine, position, zone)


def _next(engine: Engine, position: int, zone: ZoneInfo) -> int | None:
    """Count the batch that ends at `position`; returns where the next one ends, None where none is left."""
    bottom = max(0, position - BATCH)
    with Session(engine) as session:
        claim = update(Chore).where(_IS_OURS, col(Chore.position) == position).values(position=bottom)
        if session.connection().execute(claim).rowcount:
            _count(session, bottom, position, zone)
            if not bottom:
                session.connection().execute(delete(Chore).where(_IS_OURS))
            session.commit()
        found: int | None = session.scalar(select(col(Chore.position)).where(_IS_OURS))
        return found


def _count(session: Session, bottom: int, top: int, zone: ZoneInfo) -> None:
    connection = session.connection()
    wanted = select(QueryLogRow).where(col(QueryLogRow.id) > bottom, col(QueryLogRow.id) <= top)
    entries = [Entry.from_row(row) for row in session.scalars(wanted.order_by(col(QueryLogRow.id)))]
    logindex.enlist(connection, entries)
    counting.name_questions(connection, entries)
    counting.add(connection, counting.count(entries, zone))
