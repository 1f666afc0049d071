"""Each row of the log that is a gap comes to the gap of its meaning; the first of a meaning opens one."""

from collections.abc import Callable

from sqlalchemy import Engine
from sqlmodel import Session, col, delete, select

from bot.store.gaps.counters import event, rank, recount
from bot.store.gaps.kinds import OFF_TOPIC, Kind, kind_of
from bot.store.gaps.meanings import key_of, nearest, shape, terms_of
from bot.store.gaps.transactions import exclusively, reading
from bot.store.tables import Gap, GapAsking, GapInbox, GapQuestion, QueryLogRow
from retrieval.clusters import Meaning

BATCH = 8
"""Rows of a transaction: some 20 ms, for which an answer's log row may have to wait."""
FUPIN = "fupin"
"""Who does what nobody told it to do."""


def assign(engine: Engine, meaning: Callable[[str], Meaning], most: int = BATCH) -> int:
    """Take up to `most` rows out of the inbox, in their order; returns how many there were.

    Together with what they change they are committed or stay. The same rows in the same order make the same
    gaps. Raises StoreError.
    """
    with reading(engine) as session:
        if session.exec(select(GapInbox.id).limit(1)).first() is None:
            return 0
    with exclusively(engine) as session:
        assigning = Assigning(session, meaning)
        waiting = session.exec(select(GapInbox).order_by(col(GapInbox.id)).limit(most)).all()
        for log_id in dict.fromkeys(each.log_id for each in waiting):
            assigning.take(log_id)
        session.exec(delete(GapInbox).where(col(GapInbox.id).in_([each.id for each in waiting])))
        return len(waiting)


class Assigning:
    """Within one exclusive transaction."""

    def __init__(self, session: Session, meaning: Callable[[str], Meaning]) -> None:
        self._session, self._meaning = session, meaning

    def take(self, log_id: int) -> None:
        """Let the gaps be as the row is now: asked, voted on, or deleted."""
        row = self._session.get(QueryLogRow, log_id)
        kind = kind_of(row) if row else None
        asking = self._session.get(GapAsking, log_id)
        if row is None or kind is None:
            if asking:
                self._withdraw(asking)
        elif asking is None:
            self._add(row, kind)
        elif asking.kind != kind:
            asking.kind = kind
            recount(self._session, self._session.get_one(Gap, asking.gap_id))

    def _withdraw(self, asking: GapAsking) -> None:
        question = self._session.get_one(GapQuestion, asking.question_id)
        core, was_alone = question.core_id, question.asked == 1
        self._session.delete(asking)
        left = recount(self._session, self._session.get_one(Gap, question.gap_id))
        if left and was_alone:
            shape(self._session, core)

    def _add(self, row: QueryLogRow, kind: Kind) -> None:
        question = self._question(row, kind)
        gap = self._session.get_one(Gap, question.gap_id)
        asker = (GapAsking.gap_id == gap.id, GapAsking.asker == row.asker)
        is_new = self._session.exec(select(GapAsking.log_id).where(*asker).limit(1)).first() is None
        ids = {"log_id": row.id or 0, "gap_id": question.gap_id, "question_id": question.id or 0}
        self._session.add(GapAsking(**ids, kind=kind, asker=row.asker, at=row.at))
        question.asked, question.edition = question.asked + 1, None
        question.first_at, question.last_at = min(question.first_at, row.at), max(question.last_at, row.at)
        gap.asked, gap.askers, gap.kind = gap.asked + 1, gap.askers + is_new, kind
        gap.first_at, gap.last_at = min(gap.first_at, row.at), max(gap.last_at, row.at)
        gap.rank = rank(gap.askers, gap.last_at)
        self._reopen(gap, row)
        self._let_represent(gap, question)
        self._session.add_all((gap, question))
        self._session.flush()

    def _question(self, row: QueryLogRow, kind: Kind) -> GapQuestion:
        """The wording, which is new to a gap or known."""
        meaning, off_topic = self._meaning(row.understood), kind == OFF_TOPIC
        key = key_of(row.understood, meaning, off_topic)
        known = self._session.exec(select(GapQuestion).where(GapQuestion.key == key)).first()
        if known:
            return known
        terms = terms_of(meaning, off_topic)
        core = nearest(self._session, terms) or self._opened(row, kind)
        question = GapQuestion(
            gap_id=core.merged_into or core.id or 0,
            core_id=core.id or 0,
            key=key,
            question=row.understood,
            terms=terms,
            first_at=row.at,
            last_at=row.at,
        )
        self._session.add(question)
        shape(self._session, question.core_id)
        return question

    def _opened(self, row: QueryLogRow, kind: Kind) -> Gap:
        gap = Gap(question=row.understood, kind=kind, first_at=row.at, last_at=row.at)
        gap.off_topic, gap.checked = kind == OFF_TOPIC, row.edition
        self._session.add(gap)
        self._session.flush()
        event(self._session, gap, "opened", FUPIN, log_id=row.id)
        return gap

    def _reopen(self, gap: Gap, row: QueryLogRow) -> None:
        """What was answered and is not after all is open again; what was ignored stays so."""
        if gap.state == "answered" and (gap.closed_at is None or row.at >= gap.closed_at):
            gap.state, gap.edition, gap.closed_at, gap.checked = "open", None, None, row.edition
            event(self._session, gap, "reopened", FUPIN, log_id=row.id)

    def _let_represent(self, gap: Gap, question: GapQuestion) -> None:
        """The wording that was asked most stands for the gap."""
        now = self._session.get(GapQuestion, gap.question_id) if gap.question_id else None
        if now is None or question.asked > now.asked:
            gap.question, gap.question_id = question.question, question.id
