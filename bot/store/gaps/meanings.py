"""Which gap a question belongs to: the vectors of their meanings, compared within the database."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from sqlmodel import Session, col, delete, select

from bot.store.tables import Gap, GapQuestion, GapTerm
from retrieval.clusters import ALIKE, Meaning, middle, wording

SHAPING = 50
"""Wordings that shape a gap's meaning, the first ones; later ones leave it as it is."""
LIGHT = 0.02
"""A mean weight below it says next to nothing, and is not kept."""
TELLING = 5
"""Terms of a gap by which gaps like it are sought; lighter ones are in half of all gaps."""
Terms = Mapping[str, float]


def key_of(question: str, meaning: Meaning, off_topic: bool) -> str:
    """The same for the same words, however they are typed."""
    whole = f"{_prefix(meaning.scope, off_topic)}{wording(question) or question}"
    return blake2b(whole.encode("utf-8", "replace"), digest_size=16).hexdigest()


def terms_of(meaning: Meaning, off_topic: bool) -> dict[str, float]:
    """The terms of a meaning with its scope before them: what is of another scope has none in common."""
    prefix = _prefix(meaning.scope, off_topic)
    return {f"{prefix}{term}": round(weight, 4) for term, weight in meaning.terms.items()}


def nearest(session: Session, terms: Terms) -> Gap | None:
    """The gap, which may have been merged since, to whose meaning these terms are likest, if they are alike.

    Of several it is the first.
    """
    found = _likest(session, terms, 1)
    return session.get(Gap, found[0][0]) if found and found[0][1] >= ALIKE else None


def near(session: Session, gap: Gap, most: int) -> list[int]:
    """The gaps that are likest to a gap in its weightiest terms but for itself, the likest first, by id."""
    weightiest = select(GapTerm).where(GapTerm.gap_id == gap.id).order_by(col(GapTerm.weight).desc())
    own = session.exec(weightiest.limit(TELLING)).all()
    likest = _likest(session, {each.term: each.weight for each in own}, 2 * most + 1)
    cores = (session.get_one(Gap, id) for id, _ in likest)
    found = dict.fromkeys(core.merged_into or core.id or 0 for core in cores)
    return [id for id in found if id != gap.id][:most]


def shape(session: Session, core_id: int) -> None:
    """Work out anew what the wordings of a meaning weigh on average; those of each scope on their own."""
    session.flush()
    wanted = select(GapQuestion.terms).where(GapQuestion.core_id == core_id).order_by(col(GapQuestion.id))
    by_scope: dict[str, list[Terms]] = {}
    for terms in session.exec(wanted.limit(SHAPING)).all():
        by_scope.setdefault(next(iter(terms), "|").partition("|")[0], []).append(terms)
    session.exec(delete(GapTerm).where(col(GapTerm.gap_id) == core_id))
    for some in by_scope.values():
        kept = ((term, weight) for term, weight in middle(some).items() if weight >= LIGHT)
        session.add_all(GapTerm(term=term, gap_id=core_id, weight=weight) for term, weight in kept)
    session.flush()


def _likest(session: Session, terms: Terms, most: int) -> Sequence[tuple[int, float]]:
    """Ids of gaps, merged ones among them, and how like each is, 0 … 1; the likest first."""
    if not terms:
        return []
    rows = ", ".join(["(CAST(? AS TEXT), CAST(? AS DOUBLE PRECISION))"] * len(terms))
    statement = (
        f"WITH asked (term, weight) AS (VALUES {rows}) "  # noqa: S608 - nothing but placeholders
        "SELECT g.gap_id, ROUND(CAST(SUM(g.weight * asked.weight) AS NUMERIC), 6) AS likeness "
        "FROM asked JOIN gap_term g ON g.term = asked.term "
        "GROUP BY g.gap_id ORDER BY likeness DESC, g.gap_id LIMIT ?"
    )
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        statement = statement.replace("?", "%s")
    values = (*(value for pair in terms.items() for value in pair), most)
    return [(int(id), float(like)) for id, like in connection.exec_driver_sql(statement, values)]


def _prefix(scope: str, off_topic: bool) -> str:
    return f"{'!' if off_topic else ''}{scope}|"
