"""What is searched for words, and the index over it that SQLite keeps: pairs of neighbouring characters.

Chinese is searched for words of two characters, for which SQLite's own trigrams find nothing. A phrase of
overlapping pairs is exactly the text that they were cut from. PostgreSQL has nothing built in that serves words
of two characters in the order of the rows (pg_trgm needs three, and to be installed); there the newest rows are
looked through, a window at a time (see bot.store.logsearch).
"""

import unicodedata
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

INDEX = "query_log_words"
SHORTEST = 2
"""Characters that the index needs; what is shorter is looked for row by row."""

_LINE = "\n"
_BETWEEN = "|"


def fold(text: str) -> str:
    """The text as it is compared: width and case do not matter, white space does not count."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if letter.isprintable() and not letter.isspace())


def searched(question: str, understood: str) -> str:
    """Both, folded, a line each; one line where they are the same."""
    return _LINE.join(dict.fromkeys((fold(question), fold(understood))))


def phrase(wanted: str) -> str:
    """What the index is asked for to find a folded text of at least SHORTEST characters."""
    return '"' + " ".join(_pairs(wanted)).replace('"', '""') + '"'


def is_indexed(connection: Connection) -> bool:
    """Whether this database has the index; a SQLite without FTS5 has none either."""
    if connection.dialect.name != "sqlite":
        return False
    named = text("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = :name")
    return connection.execute(named, {"name": INDEX}).first() is not None


def index(connection: Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Put the searched text of rows into the index, by id."""
    insert = f"INSERT INTO {INDEX} (rowid, pairs) VALUES (?, ?)"  # noqa: S608 - our own name
    _execute(connection, insert, texts)


def unindex(connection: Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Take rows out again; their text has to be the one that was put in."""
    delete = f"INSERT INTO {INDEX} ({INDEX}, rowid, pairs) VALUES ('delete', ?, ?)"  # noqa: S608
    _execute(connection, delete, texts)


def _execute(connection: Connection, statement: str, texts: Iterable[tuple[int, str]]) -> None:
    rows: Sequence[tuple[int, str]] = [(id, _indexed(text)) for id, text in texts]
    if rows:
        connection.exec_driver_sql(statement, list(rows))


def _indexed(text: str) -> str:
    return f" {_BETWEEN} ".join(" ".join(_pairs(line)) for line in text.split(_LINE))


def _pairs(line: str) -> list[str]:
    return [line[at : at + 2] for at in range(len(line) - 1)]
