"""What is searched for words, and the index over it that SQLite keeps: pairs of neighbouring characters.

Chinese is searched for words of two characters, for which SQLite's own trigrams find nothing. A phrase of
overlapping pairs is exactly the text that they were cut from. PostgreSQL has nothing built in that serves
words of two characters in the order of the rows (pg_trgm needs three, and to be installed); there the newest
rows are looked through, a window at a time (see bot.store.logsearch).
"""

import unicodedata
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Engine, inspect

from bot.store import driver_sql

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
        yield id, f" {_BETWEEN} ".join(" ".join(_pairs(line)) for line in text.split(_LINE))


def _pairs(line: str) -> list[str]:
    return [line[at : at + 2] for at in range(len(line) - 1)]
