"""The gaps of an installation: pages of them, one with all that belongs to it, and changes."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, func, or_, select, tuple_

from bot.store.audit import Actor
from bot.store.gaps import changes
from bot.store.gaps.assigning import BATCH, assign
from bot.store.gaps.handing_in import events, hand_in
from bot.store.gaps.kinds import OFF_TOPIC, Kind, State
from bot.store.gaps.meanings import near
from bot.store.gaps.transactions import exclusively, reading
from bot.store.tables import (
    LARGEST_ID,
    Gap,
    GapAsking,
    GapEvent,
    GapInbox,
    GapQuestion,
    HandedIn,
    QueryLogRow,
)
from retrieval.clusters import Meaning

NEAR = 5
"""Gaps that are shown beside one as like it."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A gap, its wordings (most asked first), its history (oldest first), and gaps that are like it."""

    gap: Gap
    questions: Sequence[GapQuestion]
    events: Sequence[GapEvent]
    near: Sequence[Gap]
    more: int = 0
    """Wordings that are not among `questions`."""


class Gaps:
    """Thread-safe; several processes may share the database. Every method raises StoreError.

    Changes raise LookupError where there is no such gap, and changes.Refused where they make no sense.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def assign(self, meaning: Callable[[str], Meaning], most: int = BATCH) -> int:
        """Work off the inbox, see assigning.assign."""
        return assign(self._engine, meaning, most)

    def waiting(self, most: int) -> int:
        """How many rows wait in the inbox, counted up to `most`."""
        some = select(GapInbox.id).limit(most).subquery()
        with reading(self._engine) as session:
            return session.exec(select(func.count()).select_from(some)).one()

    def page(
        self,
        state: State = "open",
        kind: Kind | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> Sequence[Gap]:
        """Gaps of a state by rank, those behind the gap `before`; off-topic ones that are open only where
        asked for.
        """
        wanted = select(Gap).where(Gap.state == state)
        if state == "open" or kind == OFF_TOPIC:
            wanted = wanted.where(Gap.off_topic == (kind == OFF_TOPIC))
        if kind is not None:
            wanted = wanted.where(Gap.kind == kind)
        with reading(self._engine) as session:
            if before is not None:
                last = session.get(Gap, before)
                if last is None:
                    return []
                wanted = wanted.where(tuple_(col(Gap.rank), col(Gap.id)) < (last.rank, last.id))
            order = (col(Gap.rank).desc(), col(Gap.id).desc())
            return session.exec(wanted.order_by(*order).limit(limit)).all()

    def counts(self) -> dict[tuple[str, str], int]:
        """How many gaps there are of each state and kind."""
        wanted = select(Gap.state, Gap.kind, func.count()).group_by(Gap.state, Gap.kind)
        with reading(self._engine) as session:
            return {(state, kind): number for state, kind, number in session.exec(wanted).all()}

    def get(self, id: int) -> Gap | None:
        if not 0 < id <= LARGEST_ID:
            return None
        with reading(self._engine) as session:
            return session.get(Gap, id)

    def whole(self, id: int, most: int = 100) -> Whole | None:
        """A gap with up to `most` of its wordings."""
        if not 0 < id <= LARGEST_ID:
            return None
        with reading(self._engine) as session:
            gap = session.get(Gap, id)
            if gap is None:
                return None
            total = session.exec(select(func.count()).where(GapQuestion.gap_id == id)).one()
            history = select(GapEvent).where(GapEvent.gap_id == id).order_by(col(GapEvent.id))
            alike = [session.get_one(Gap, other) for other in near(session, gap, NEAR)]
            questions = _questions(session, id, most)
            happened = sorted((*session.exec(history).all(), *events(session, id)), key=_moment)
            return Whole(gap, questions, happened, alike, total - len(questions))

    def questions(self, id: int) -> Sequence[GapQuestion]:
        """All wordings of a gap, most asked first."""
        with reading(self._engine) as session:
            return _questions(session, id, None)

    def askings(self, question_id: int, most: int = 20) -> Sequence[GapAsking]:
        """The last rows of the log that have this wording, newest first."""
        order = col(GapAsking.log_id).desc()
        wanted = select(GapAsking).where(GapAsking.question_id == question_id).order_by(order).limit(most)
        with reading(self._engine) as session:
            return session.exec(wanted).all()

    def of_row(self, log_id: int) -> int | None:
        """The gap that a row of the log belongs to."""
        with reading(self._engine) as session:
            asking = session.get(GapAsking, log_id)
            return asking.gap_id if asking else None

    def voted_down(self, question_id: int) -> QueryLogRow | None:
        """The last answer to this wording that was voted down."""
        order = col(GapAsking.log_id).desc()
        conditions = (GapAsking.question_id == question_id, GapAsking.kind == "voted_down")
        with reading(self._engine) as session:
            last = session.exec(select(GapAsking).where(*conditions).order_by(order)).first()
            return session.get(QueryLogRow, last.log_id) if last else None

    def unchecked(self, edition: int, after: int = 0, limit: int = 50) -> Sequence[int]:
        """Open gaps, by id, whose questions this edition was not asked yet."""
        checked = or_(col(Gap.checked).is_(None), Gap.checked != edition)
        wanted = select(Gap.id).where(Gap.state == "open", checked, col(Gap.id) > after)
        with reading(self._engine) as session:
            return [id for id in session.exec(wanted.order_by(col(Gap.id)).limit(limit)).all() if id]

    def open_ids(self, limit: int | None = None) -> Sequence[int]:
        """Open gaps by rank, those off topic behind the others."""
        order = (col(Gap.off_topic), col(Gap.rank).desc())
        wanted = select(Gap.id).where(Gap.state == "open").order_by(*order).limit(limit)
        with reading(self._engine) as session:
            ids = session.exec(wanted).all()
            return [id for id in ids if id]

    def answered(self, limit: int | None = None) -> Sequence[GapQuestion]:
        """The wordings of closed gaps, those answered last first; what they got should not be lost again."""
        wanted = (
            select(GapQuestion)
            .join(Gap, col(Gap.id) == col(GapQuestion.gap_id))
            .where(Gap.state == "answered")
            .order_by(col(Gap.closed_at).desc(), col(GapQuestion.id))
            .limit(limit)
        )
        with reading(self._engine) as session:
            return session.exec(wanted).all()

    def settle(self, id: int, edition: int, answered: Collection[int]) -> bool:
        """Keep which wordings, by id, an edition answers; True where that closes the gap."""
        with exclusively(self._engine) as session:
            gap = session.get(Gap, id)
            return gap is not None and changes.settle(session, gap, edition, answered)

    def hand_in(self, log_id: int, note: str) -> bool:
        """Keep that whoever asked a row of the log wants admins to see it, see handing_in.hand_in.

        Raises LookupError where there is no such row.
        """
        with exclusively(self._engine) as session:
            return hand_in(session, log_id, note)

    def handed_in(self, ids: Collection[int]) -> set[int]:
        """Those of some gaps that somebody has handed in a question of."""
        wanted = (
            select(GapAsking.gap_id)
            .join(HandedIn, col(HandedIn.log_id) == col(GapAsking.log_id))
            .where(col(GapAsking.gap_id).in_(ids))
        )
        with reading(self._engine) as session:
            return set(session.exec(wanted.distinct()).all())

    def is_handed_in(self, log_id: int) -> bool:
        with reading(self._engine) as session:
            return session.get(HandedIn, log_id) is not None

    def ignore(self, id: int, reason: str, by: Actor) -> None:
        with exclusively(self._engine) as session:
            changes.ignore(session, _unmerged(session, id), reason, by)

    def reopen(self, id: int, by: Actor) -> None:
        with exclusively(self._engine) as session:
            gap = _unmerged(session, id)
            if gap.state == "open":
                raise changes.Refused("open")
            changes.reopen(session, gap, by)

    def merge(self, id: int, into: int, by: Actor) -> None:
        with exclusively(self._engine) as session:
            gap, other = _unmerged(session, id), _unmerged(session, into)
            if id == into:
                raise changes.Refused("itself")
            if gap.off_topic != other.off_topic:
                raise changes.Refused("off_topic")
            changes.merge(session, gap, other, by)

    def split(self, id: int, question_ids: Collection[int], by: Actor) -> int:
        """The new gap."""
        with exclusively(self._engine) as session:
            return changes.split(session, _unmerged(session, id), question_ids, by).id or 0


def _moment(event: GapEvent) -> tuple[bool, datetime]:
    """By which history is told; a question may be handed in before it comes to its gap, which opens that."""
    return event.event != "opened", event.at


def _questions(session: Session, gap_id: int, most: int | None) -> Sequence[GapQuestion]:
    order = (col(GapQuestion.asked).desc(), col(GapQuestion.id))
    wanted = select(GapQuestion).where(GapQuestion.gap_id == gap_id)
    return session.exec(wanted.order_by(*order).limit(most)).all()


def _unmerged(session: Session, id: int) -> Gap:
    gap = session.get(Gap, id) if 0 < id <= LARGEST_ID else None
    if gap is None:
        raise LookupError(id)
    if gap.state == "merged":
        raise changes.Refused("merged")
    return gap
