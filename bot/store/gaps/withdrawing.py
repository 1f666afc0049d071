"""Taking out of the gaps what one person has asked; what others asked as well stays."""

from collections.abc import Iterable

from sqlmodel import Session, col, delete, select

from bot.store.gaps.counters import forget, most_asked, recount
from bot.store.gaps.meanings import shape
from bot.store.tables import Gap, GapAsking, GapQuestion


def withdraw(session: Session, asker: str) -> None:
    """Within an exclusive transaction. Gaps and wordings of which nobody else has asked are gone then."""
    theirs = col(GapAsking.asker) == asker
    gaps = set(session.exec(select(GapAsking.gap_id).where(theirs)).all())
    of_theirs = col(GapQuestion.id).in_(select(GapAsking.question_id).where(theirs))
    cores = set(session.exec(select(GapQuestion.core_id).where(of_theirs)).all())
    session.exec(delete(GapAsking).where(theirs))
    for id in sorted(gaps):
        recount(session, session.get_one(Gap, id))
    session.flush()
    _reshape(session, sorted(cores))


def _reshape(session: Session, cores: Iterable[int]) -> None:
    """What a meaning weighs without their wordings; what was merged keeps no wording of theirs either."""
    for id in cores:
        if (core := session.get(Gap, id)) is None:
            continue
        left = most_asked(session, col(GapQuestion.core_id) == id)
        if left is None and core.merged_into:
            forget(session, core)
            continue
        if left is not None and core.merged_into:
            core.question, core.question_id = left.question, left.id
        shape(session, id)
