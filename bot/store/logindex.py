"""What finds the rows of the query log: their words, documents and days; written and deleted with them."""

from collections.abc import Iterable, Sequence
from datetime import UTC

from sqlalchemy import Connection, delete, select
from sqlmodel import col

from bot.store import driver_sql, wording
from bot.store.entry import Entry
from bot.store.periods import day_part
from bot.store.tables import QueryLogDocument, QueryLogText

_WIDEN = """ON CONFLICT (day) DO UPDATE SET
    first_id = CASE WHEN excluded.first_id < query_log_day.first_id
        THEN excluded.first_id ELSE query_log_day.first_id END,
    last_id = CASE WHEN excluded.last_id > query_log_day.last_id
        THEN excluded.last_id ELSE query_log_day.last_id END"""


def enlist(connection: Connection, entries: Sequence[Entry]) -> None:
    """Make rows findable that are in the log and have their ids."""
    texts = [(entry.id, wording.searched(entry.question, entry.understood)) for entry in entries]
    driver_sql.insert(connection, "query_log_text", ("log_id", "text"), texts)
    if wording.is_indexed(connection):
        wording.index(connection, texts)
    cited = sorted((document, entry.id) for entry in entries for document in documents(entry))
    driver_sql.insert(connection, "query_log_document", ("document", "log_id"), cited)
    driver_sql.insert(connection, "query_log_day", ("day", "first_id", "last_id"), _days(entries), _WIDEN)


def strike(connection: Connection, ids: Sequence[int]) -> None:
    """Forget the words and documents of rows that are deleted."""
    texts = col(QueryLogText.log_id).in_(ids)
    if wording.is_indexed(connection):
        found = connection.execute(select(col(QueryLogText.log_id), col(QueryLogText.text)).where(texts))
        wording.unindex(connection, [(id, text) for id, text in found])
    connection.execute(delete(QueryLogText).where(texts))
    connection.execute(delete(QueryLogDocument).where(col(QueryLogDocument.log_id).in_(ids)))


def documents(entry: Entry) -> set[str]:
    """The documents that the row's answer cites."""
    return {snippet["citation"]["document"] for snippet in entry.snippets}


def _days(entries: Iterable[Entry]) -> list[tuple[int, int, int]]:
    """(UTC day, first id, last id) of each day that the rows are from."""
    ids: dict[int, list[int]] = {}
    for entry in entries:
        ids.setdefault(day_part(entry.at.astimezone(UTC).date()), []).append(entry.id)
    return [(day, min(found), max(found)) for day, found in sorted(ids.items())]
