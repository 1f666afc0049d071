"""What admins do with gaps, and what asking their questions again shows; each leaves a line of history."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from sqlmodel import Session, col, select, update

from bot.store.audit import Actor, entry
from bot.store.gaps.assigning import FUPIN
from bot.store.gaps.counters import event, recount, represent
from bot.store.gaps.meanings import shape
from bot.store.tables import Gap, GapAsking, GapQuestion


class Refused(Exception):
    """A change that makes no sense as the gaps are; the text is a code for the desk's sentence."""


def ignore(session: Session, gap: Gap, reason: str, by: Actor) -> None:
    """Whatever is asked of it still counts, but it does not open again by itself."""
    gap.state, gap.reason, gap.edition, gap.closed_at = "ignored", reason, None, None
    event(session, gap, "ignored", by.name, reason=reason)
    session.add_all((gap, entry(by, "gap.ignore", str(gap.id), reason=reason)))


def reopen(session: Session, gap: Gap, by: Actor) -> None:
    gap.state, gap.reason, gap.edition, gap.closed_at = "open", None, None, None
    event(session, gap, "reopened", by.name)
    session.add_all((gap, entry(by, "gap.reopen", str(gap.id))))


def merge(session: Session, gap: Gap, into: Gap, by: Actor) -> None:
    """Its questions, and whatever was merged into it, become those of `into`, which is open if either was."""
    for table in (GapQuestion, GapAsking):
        session.exec(update(table).where(col(table.gap_id) == gap.id).values(gap_id=into.id))
    session.exec(update(Gap).where(col(Gap.merged_into) == gap.id).values(merged_into=into.id))
    if gap.state == "open" and into.state == "answered":
        into.state, into.edition, into.closed_at = "open", None, None
    into.checked = None
    gap.state, gap.merged_into, gap.reason, gap.edition, gap.closed_at = "merged", into.id, None, None, None
    session.add_all((gap, into))
    recount(session, into)
    event(session, gap, "merged", by.name, other=into.id)
    event(session, into, "took in", by.name, other=gap.id)
    session.add(entry(by, "gap.merge", str(gap.id), into=into.id))


def split(session: Session, gap: Gap, question_ids: Collection[int], by: Actor) -> Gap:
    """Some of its questions, not all, become a gap of their own."""
    every = session.exec(select(GapQuestion).where(GapQuestion.gap_id == gap.id)).all()
    chosen = [each for each in every if each.id in question_ids]
    if not chosen or len(chosen) == len(every):
        raise Refused("split")
    new = Gap(question=chosen[0].question, kind=gap.kind, first_at=gap.first_at, last_at=gap.last_at)
    for name in ("state", "reason", "edition", "closed_at", "checked", "off_topic"):
        setattr(new, name, getattr(gap, name))
    session.add(new)
    session.flush()
    _move(session, chosen, new)
    for each in (gap, new):
        recount(session, each)
    event(session, gap, "split", by.name, other=new.id)
    event(session, new, "split off", by.name, other=gap.id)
    session.add(entry(by, "gap.split", str(gap.id), gap=new.id, questions=len(chosen)))
    return new


def settle(session: Session, gap: Gap, edition: int, answered: Collection[int]) -> bool:
    """Keep which of its questions, by id, an edition answers; whether that closes the gap: it answers all."""
    every = session.exec(select(GapQuestion).where(GapQuestion.gap_id == gap.id)).all()
    for each in every:
        each.edition = edition if each.id in answered else None
    gap.checked = edition
    closes = gap.state == "open" and all(each.edition for each in every)
    if closes:
        gap.state, gap.edition, gap.closed_at = "answered", edition, datetime.now(UTC)
        event(session, gap, "answered", FUPIN, edition=edition)
    session.add_all((gap, *every))
    return closes


def _move(session: Session, questions: Iterable[GapQuestion], to: Gap) -> None:
    """The questions and their askings; the meanings that they leave change, and the one they come to."""
    cores = {each.core_id for each in questions}
    for each in questions:
        each.gap_id = each.core_id = to.id or 0
        session.add(each)
        session.exec(update(GapAsking).where(col(GapAsking.question_id) == each.id).values(gap_id=to.id))
    session.flush()
    for core in (*sorted(cores), to.id or 0):
        shape(session, core)
    represent(session, to)
