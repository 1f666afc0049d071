"""Times as the desk shows them."""

from datetime import datetime
from zoneinfo import ZoneInfo


def local(at: datetime | None, zone: ZoneInfo, seconds: bool = False) -> str:
    """2026-01-31 08:30 in `zone`; empty for None."""
    form = "%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M"
    return "" if at is None else at.astimezone(zone).strftime(form)
