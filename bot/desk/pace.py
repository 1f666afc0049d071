"""How fast somebody may ask."""

from datetime import UTC, datetime, timedelta

from bot.desk.desk import Desk


def hurries(desk: Desk, asker: str, key: str | None = None, sent: datetime | None = None) -> bool:
    """Whether somebody has asked as often in the last minute as one may.

    What is brought again under the `key` of a question in the log is no new question; and what was `sent`
    longer ago has had to wait, so that many come at once by no fault of who asked.
    """
    minute_ago = datetime.now(UTC) - timedelta(minutes=1)
    if sent is not None and sent < minute_ago:
        return False
    if desk.store.log.asked(asker, minute_ago) < desk.settings.asks_per_minute:
        return False
    return key is None or desk.store.log.keyed(key) is None
