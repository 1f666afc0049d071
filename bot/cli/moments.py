"""Moments and days as they are typed."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import typer

MOMENT = "如 2026-01-31、“2026-01-31 08:30”、7d、24h、30m"
DAY = "如 2026-01-31、7d、4w"
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def moment(
    value: str | None, zone: ZoneInfo, option: str, end_of_day: bool = False, now: datetime | None = None
) -> datetime | None:
    """ "7d" -> seven days before now; a date or a time of day -> that moment in `zone`.

    With `end_of_day` a bare date is the midnight after it. Raises typer.BadParameter.
    """
    if value is None:
        return None
    try:
        if ago := re.fullmatch(r"(\d+)([mhdw])", value.strip()):
            return (now or datetime.now(zone)) - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        found = datetime.fromisoformat(value.strip())
        if end_of_day and re.fullmatch(r"[\d-]+", value.strip()):
            found += timedelta(days=1)
        return found if found.tzinfo else found.replace(tzinfo=zone)
    except (ValueError, OverflowError) as error:
        raise typer.BadParameter(f"应{MOMENT}", param_hint=option) from error


def day(value: str | None, zone: ZoneInfo, option: str) -> date | None:
    """ "7d" -> the day seven days before today in `zone`; a date -> that day. Raises typer.BadParameter."""
    if value is None:
        return None
    try:
        if ago := re.fullmatch(r"(\d+)([dw])", value.strip()):
            return datetime.now(zone).date() - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        return date.fromisoformat(value.strip())
    except (ValueError, OverflowError) as error:
        raise typer.BadParameter(f"应{DAY}", param_hint=option) from error
