"""What was asked and quoted most in a period, found from the top of each of its days or months.

What is at the top of no day and no month may be missing; what was frequent is not.
"""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection, func, select
from sqlmodel import col

from bot.store import driver_sql
from bot.store.periods import Period
from bot.store.tables import AskedQuestion, PassageCount, QuestionCount

DAILY = 7
"""Days up to which questions are sought day by day; beyond, month by month."""
CANDIDATES = 2_000
"""Counts that are looked at, the highest of each part first."""
EXACT = 2
"""For so many times as many questions as are wanted, the sum over the period itself is looked up."""
_AT_ONCE = 100  # SELECTs in a statement, of which SQLite takes 500
_TOP = """SELECT * FROM (SELECT question, times FROM count_question
    WHERE part = ? ORDER BY times DESC LIMIT ?) AS top"""


def questions(connection: Connection, period: Period, limit: int) -> list[tuple[str, int]]:
    """The questions asked most, each with how often in the period."""
    parts = period.daily() if period.days <= DAILY else period.months()
    sought = _most_asked(connection, parts, limit)
    candidates = [question for question, _ in sought.most_common(EXACT * limit)]
    asked = _asked(connection, candidates, period).most_common(limit)
    named = select(col(AskedQuestion.id), col(AskedQuestion.text)).where(
        col(AskedQuestion.id).in_(dict(asked))
    )
    texts: dict[int, str] = {row.id: row.text for row in connection.execute(named)}
    return [(texts[question], times) for question, times in asked if times > 0 and question in texts]


def passages(connection: Connection, period: Period, limit: int) -> list[tuple[str, int, int, int]]:
    """Document, start, end and how often, of the passages quoted most in the months that it touches."""
    months = period.months()
    each = max(limit, CANDIDATES // len(months))
    part, times = col(PassageCount.part), col(PassageCount.times)
    place = (col(PassageCount.document), col(PassageCount.start), col(PassageCount.end))
    found: Counter[tuple[str, int, int]] = Counter()
    for month in months:
        most = select(*place, times).where(part == month).order_by(times.desc()).limit(each)
        for document, start, end, number in connection.execute(most):
            found[document, start, end] += number
    return [(*passage, number) for passage, number in found.most_common(limit)]


def _most_asked(connection: Connection, parts: Sequence[int], limit: int) -> Counter[int]:
    """Question -> how often, in those parts at whose top it is."""
    each = max(limit, CANDIDATES // len(parts))
    found: Counter[int] = Counter()
    for start in range(0, len(parts), _AT_ONCE):
        some = parts[start : start + _AT_ONCE]
        tops = " UNION ALL ".join([_TOP] * len(some))
        values = [value for part in some for value in (part, each)]
        for question, times in driver_sql.select(connection, tops, values):
            found[int(question)] += int(times)
    return found


def _asked(connection: Connection, questions: Sequence[int], period: Period) -> Counter[int]:
    """Question -> how often it was asked in the period."""
    question, part = col(QuestionCount.question), col(QuestionCount.part)
    wanted = select(question, func.sum(QuestionCount.times)).where(question.in_(questions))
    found = connection.execute(wanted.where(part.in_(period.parts())).group_by(question))
    return Counter({id: int(times) for id, times in found})
