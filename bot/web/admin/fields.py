"""What forms and addresses of the desk carry, as Python values."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import UploadFile
from pydantic import BeforeValidator, Field

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2200, 1, 1)
"""Nothing is kept of days before or after; a calendar's own ends are in no time zone's reach."""

SHOWN = 50
"""Rows on a page of a list, and of the API where it is not told."""


def _blank_is_none(value: Any) -> Any:
    """A field of a form that was left empty is sent as an empty text."""
    return None if value == "" else value


BLANK = BeforeValidator(_blank_is_none)
Day = Annotated[date | None, BLANK]
Words = Annotated[Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] | None, BLANK]
Limit = Annotated[int, Field(ge=1, le=200, description="最多几条。")]


def period(since: date | None, until: date | None, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """From the midnight at which `since` begins to the one at which `until` ends."""
    start = _midnight(since, zone) if since else None
    end = _midnight(min(until, LAST_DAY) + timedelta(days=1), zone) if until else None
    return start, end


def contents(files: Iterable[UploadFile]) -> list[tuple[str, bytes]]:
    """Name and content of each file that was chosen."""
    return [(each.filename, each.file.read()) for each in files if each.filename]


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(min(max(day, FIRST_DAY), LAST_DAY), time(), zone)
