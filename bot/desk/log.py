"""What admins do with the query log: open a row, ask it again today, star it, delete what is old."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk.comparison import Comparison, compare
from bot.desk.desk import Desk
from bot.desk.errors import NotThere
from bot.store.audit import Actor
from bot.store.logwriting import answer_of
from bot.store.tables import QueryLogRow
from retrieval.answerer import CHINA, Answerer


def row(desk: Desk, id: int) -> QueryLogRow:
    """Raises NotThere."""
    found = desk.store.log.row(id)
    if found is None:
        raise _not_there(id)
    return found


def star(desk: Desk, id: int, starred: bool, by: Actor) -> None:
    """Put a row into the golden set, or take it out. Raises NotThere."""
    if not desk.store.log.star(id, starred):
        raise _not_there(id)
    desk.store.audit.record(by, "log.star" if starred else "log.unstar", str(id))


def today(row: QueryLogRow, answerer: Answerer) -> Comparison:
    """The answer as it was given, beside what the question gets today."""
    day = datetime.now(CHINA).date()
    return compare(answer_of(row), answerer.again(row.understood, answerer.edition, day))


def horizon(days: int, zone: ZoneInfo, now: datetime | None = None) -> datetime:
    """The midnight before which rows are deleted that are to be kept so many days."""
    day = (now or datetime.now(UTC)).astimezone(zone).date() - timedelta(days=days)
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def prune(desk: Desk, days: int, by: Actor, wanted: Callable[[], bool] = lambda: True) -> int:
    """Delete rows older than so many days, but not the starred ones, as long as that is `wanted`; returns
    how many.
    """
    before = horizon(days, ZoneInfo(desk.settings.timezone))
    deleted = desk.store.retention.prune(before, wanted)
    if deleted:
        desk.store.audit.record(by, "log.prune", rows=deleted, days=days)
    return deleted


def _not_there(id: int) -> NotThere:
    return NotThere(f"没有编号为 {id} 的问答记录，它可能已按保留期限删除。")
