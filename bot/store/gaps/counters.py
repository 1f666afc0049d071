"""The counters of gaps and their wordings, and the order in which gaps are shown."""

from datetime import UTC, datetime
from math import log2

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, delete, select

from bot.store.tables import Gap, GapAsking, GapEvent, GapQuestion, GapTerm

DAYS_AN_OCTAVE = 14.0
"""Twice as many askers count as much as being asked two weeks later."""
_DAY = 86_400.0


def rank(askers: int, last_at: datetime) -> float:
    """Grows with askers and recency, and not with time: a gap keeps it until it is asked again."""
    return last_at.timestamp() / _DAY + DAYS_AN_OCTAVE * log2(max(1, askers))


def event(session: Session, gap: Gap, name: str, by: str, **detail: object) -> None:
    session.add(GapEvent(gap_id=gap.id or 0, at=datetime.now(UTC), event=name, by=by, detail=detail))


def recount(session: Session, gap: Gap) -> bool:
    """Count a gap anew from its askings. False where none is left: then the gap is gone."""
    session.flush()
    for question in session.exec(select(GapQuestion).where(GapQuestion.gap_id == gap.id)).all():
        _recount_question(session, question)
    session.flush()
    asking = col(GapAsking.gap_id) == gap.id
    columns = (func.count(), func.count(col(GapAsking.asker).distinct()), func.min(GapAsking.at))
    asked, askers, first = session.exec(select(*columns).where(asking)).one()
    last = session.exec(select(GapAsking).where(asking).order_by(col(GapAsking.log_id).desc())).first()
    if last is None:
        forget(session, gap)
        return False
    gap.asked, gap.askers, gap.first_at, gap.last_at = asked, askers, first, last.at
    gap.kind, gap.rank = last.kind, rank(askers, last.at)
    represent(session, gap)
    session.add(gap)
    return True


def represent(session: Session, gap: Gap) -> None:
    """Let the wording that was asked most stand for the gap, of several the first."""
    if (best := most_asked(session, col(GapQuestion.gap_id) == gap.id)) is not None:
        gap.question, gap.question_id = best.question, best.id


def most_asked(session: Session, condition: ColumnElement[bool]) -> GapQuestion | None:
    """Of the wordings that pass, the one that was asked most; of several the first."""
    order = (col(GapQuestion.asked).desc(), col(GapQuestion.id))
    return session.exec(select(GapQuestion).where(condition).order_by(*order)).first()


def _recount_question(session: Session, question: GapQuestion) -> None:
    columns = (func.count(), func.min(GapAsking.at), func.max(GapAsking.at))
    wanted = select(*columns).where(GapAsking.question_id == question.id)
    asked, first, last = session.exec(wanted).one()
    if asked:
        question.asked, question.first_at, question.last_at = asked, first, last
        session.add(question)
    else:
        session.delete(question)


def forget(session: Session, gap: Gap) -> None:
    """Nothing is left of a gap of which nobody has asked, nor of those that were merged into it."""
    merged = session.exec(select(Gap).where(Gap.merged_into == gap.id)).all()
    for each in (*merged, gap):
        session.exec(delete(GapTerm).where(col(GapTerm.gap_id) == each.id))
        session.exec(delete(GapEvent).where(col(GapEvent.gap_id) == each.id))
        session.delete(each)
        session.flush()
