"""What the columns of several tables have in common."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Column, DateTime, Dialect, Integer
from sqlalchemy.types import TypeDecorator

LARGEST_ID = 2**63 - 1


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, in UTC whatever the database makes of time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def id_column() -> "Column[int]":
    """A primary key that counts up; 64 bits on every database."""
    return Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


def given_id_column() -> "Column[int]":
    """A primary key of 64 bits that is given, not counted up."""
    return Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)
