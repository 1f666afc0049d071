"""Periods of days, cut into the parts under which counts are kept: whole months, and the days at the ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

LAST_MONTH = 999_912
"""Parts up to here are months, those beyond are days."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def parts(self) -> list[int]:
        """The fewest parts that make it up, in order: 20260131 is a day, 202602 a month."""
        return list(_parts(self.first, self.last))

    def daily(self) -> list[int]:
        """All of its days as parts."""
        return [day_part(self.first + timedelta(days=n)) for n in range(self.days)]

    def months(self) -> list[int]:
        """The months that it touches, as parts."""
        return sorted({month_part(date_of(part)) for part in self.parts()})


def day_part(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def month_part(day: date) -> int:
    return day.year * 100 + day.month


def date_of(part: int) -> date:
    """The first day of a part."""
    whole = part if part > LAST_MONTH else part * 100 + 1
    return date(whole // 10_000, whole // 100 % 100, whole % 100)


def last_date_of(part: int) -> date:
    """The last day of a part."""
    first = date_of(part)
    return first if part > LAST_MONTH else _next_month(first) - _DAY


def _parts(first: date, last: date) -> Iterator[int]:
    day = first
    while day <= last:
        after = _next_month(day)
        if day.day == 1 and after - _DAY <= last:
            yield month_part(day)
            day = after
        else:
            yield day_part(day)
            day += _DAY


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
