"""The error that the store raises."""

from bot.errors import BotError


class StoreError(BotError):
    """The database or the key cannot be used; its text is a complete Chinese sentence for the admin."""
