"""SQL handed to the driver as it stands: rows written with every question, in a third of the time, and
statements of a hundred parts, which would take longer to build than to run.

The same SQL serves SQLite and PostgreSQL, but for the placeholders.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

Row = tuple[int | str, ...]


def insert(
    connection: Connection, table: str, columns: tuple[str, ...], rows: Iterable[Row], then: str = ""
) -> None:
    """Insert rows within the connection's transaction; `then` is what to do on a conflict."""
    values = list(rows)
    if not values:
        return
    statement = _insertion(connection.dialect.name, table, columns, then)
    driver = connection.dialect.loaded_dbapi
    cursor = connection.connection.cursor()
    try:
        cursor.executemany(statement, values)
    except driver.Error as error:
        raise DBAPIError(statement, None, error) from error
    finally:
        cursor.close()


def select(connection: Connection, statement: str, values: Sequence[int | str]) -> Iterator[Row]:
    """The rows of a statement whose placeholders are question marks."""
    if connection.dialect.name != "sqlite":
        statement = statement.replace("?", "%s")
    return (tuple(row) for row in connection.exec_driver_sql(statement, tuple(values)))


@cache
def _insertion(dialect: str, table: str, columns: tuple[str, ...], then: str) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    signs = ", ".join("?" if dialect == "sqlite" else "%s" for _ in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({signs}) {then}"  # noqa: S608 - names of our own
