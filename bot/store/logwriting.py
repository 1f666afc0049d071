"""Writing rows of the query log, with everything that is kept beside them."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert

from bot.store import counting, logindex
from bot.store.entry import Entry
from bot.store.gaps import inbox
from bot.store.tables import QueryLogRow
from bot.store.version import package_version
from retrieval.answer import Answer

Values = dict[str, Any]
"""The columns of a row."""

_KEPT = tuple(name for name in Answer.__dataclass_fields__ if name in QueryLogRow.model_fields)
"""What of an answer has a column."""
_OTHERS = tuple(name for name in Answer.__dataclass_fields__ if name not in (*_KEPT, "log_id"))


def values_of(answer: Answer) -> Values:
    """The columns that an answer fills."""
    given = answer.to_json()
    kept = {name: given[name] for name in _KEPT}
    extra = {name: given[name] for name in _OTHERS if given[name]} or None
    return kept | {"extra": extra, "package_version": package_version(), "starred": False}


def answer_of(row: QueryLogRow) -> Answer:
    """The answer as it was given; its log_id is the row's."""
    return Answer.from_json(row.model_dump() | (row.extra or {}) | {"log_id": row.id})


def write(connection: Connection, values: Values, zone: ZoneInfo) -> int:
    """Write one row; returns its id."""
    key: Any = connection.execute(insert(QueryLogRow), values).inserted_primary_key
    id = int(key[0])
    _accompany(connection, [Entry.of(id, values)], zone)
    inbox.enlist_written(connection, [id], [values])
    return id


def write_many(connection: Connection, rows: Sequence[Values], zone: ZoneInfo) -> None:
    """Write rows that have their ids."""
    connection.execute(insert(QueryLogRow), rows)
    _accompany(connection, [Entry.of(values["id"], values) for values in rows], zone)
    inbox.enlist_written(connection, [values["id"] for values in rows], rows)


def _accompany(connection: Connection, entries: Sequence[Entry], zone: ZoneInfo) -> None:
    logindex.enlist(connection, entries)
    counting.name_questions(connection, entries)
    counting.add(connection, counting.count(entries, zone))
