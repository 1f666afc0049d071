"""What is searched for words, and the index over it that SQLite keeps: pairs of neighbouring characters.

Chinese is searched for words of two characters, for which SQLite's own trigrams find nothing. The index
names the rows that have all pairs of a text; whether they stand together there is looked up in the row.
PostgreSQL has nothing built in that serves words of two characters in the order of the rows (pg_trgm needs
three, and to be installed); there the newest rows are looked through, a window at a time.
"""

import unicodedata
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Engine, inspect

from bot.store import driver_sql

INDEX = "query_log_words"
SHORTEST = 2
"""Characters that the index needs; what is shorter is looked for row by row."""

_LINE = "\n"


def fold(text: str) -> str:
    """The text as it is compared: width and case do not matter, white space does not count."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if letter.isprintable() and not letter.isspace())


def searched(question: str, understood: str) -> str:
    """Both, folded, a line each; one line where they are the same."""
    return _LINE.join(dict.fromkeys((fold(question), fold(understood))))


def pairs_of(wanted: str) -> str:
    """What the index is asked for, given a folded text of at least SHORTEST characters: all that its rows
    have to hold, and some others do as well. Pairs of digits and Latin letters tell little beside others.
    """
    pairs = dict.fromkeys(_pairs(wanted))
    telling = [pair for pair in pairs if not pair.isascii()] or list(pairs)
    return " AND ".join('"' + pair.replace('"', '""') + '"' for pair in telling)


def is_indexed(connection: Connection) -> bool:
    """Whether this database has the index, as `note` found it."""
    return bool(connection.get_execution_options().get(INDEX))


def note(engine: Engine) -> None:
    """Look once whether the database has the index: a SQLite without FTS5 has none, nor has PostgreSQL."""
    engine.update_execution_options(**{INDEX: inspect(engine).has_table(INDEX)})


def index(connection: Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Put the searched texts of rows into the index, by id."""
    driver_sql.insert(connection, INDEX, ("rowid", "pairs"), _indexed(texts))


def unindex(connection: Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Take rows out again; their texts have to be those that were put in."""
    rows = (("delete", *row) for row in _indexed(texts))
    driver_sql.insert(connection, INDEX, (INDEX, "rowid", "pairs"), rows)


def _indexed(texts: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for id, text in texts:
        pairs = (pair for line in text.split(_LINE) for pair in _pairs(line))
        yield id, " ".join(dict.fromkeys(pairs))


def _pairs(line: str) -> list[str]:
    return [line[at : at + 2] for at in range(len(line) - 1)]
