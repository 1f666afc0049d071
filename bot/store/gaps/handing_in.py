"""Questions that their askers have handed in to the admins: they stand in the history of their gap.

They are kept with the row of the log, which may not have come to its gap yet, and may come to another one.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from bot.store.tables import GapAsking, GapEvent, HandedIn, QueryLogRow

BY = "提问者"
"""Who did it, as the history says: the log knows no names."""


def hand_in(session: Session, log_id: int, note: str) -> bool:
    """Keep that a row of the log was handed in, with the first note that comes; whether it is news.

    Raises LookupError where there is no such row.
    """
    if session.get(QueryLogRow, log_id) is None:
        raise LookupError(log_id)
    row = session.get(HandedIn, log_id)
    if row and (row.note or not note):
        return False
    row = row or HandedIn(log_id=log_id, note="", at=datetime.now(UTC))
    row.note = note
    session.add(row)
    return True


def events(session: Session, gap_id: int) -> Sequence[GapEvent]:
    """What of a gap's questions was handed in, as lines of its history, oldest first."""
    of_gap = select(GapAsking.log_id).where(GapAsking.gap_id == gap_id)
    wanted = select(HandedIn).where(col(HandedIn.log_id).in_(of_gap)).order_by(col(HandedIn.at))
    return [_event(gap_id, each) for each in session.exec(wanted).all()]


def _event(gap_id: int, handed_in: HandedIn) -> GapEvent:
    detail = {"log_id": handed_in.log_id, "note": handed_in.note}
    return GapEvent(gap_id=gap_id, at=handed_in.at, event="handed in", by=BY, detail=detail)
