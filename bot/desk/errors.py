"""The errors of the desk: what an admin asked for cannot be done, in a complete Chinese sentence."""

from bot.errors import BotError


class DeskError(BotError):
    """It cannot be done as things are; the text says why, and what to do instead."""


class NotThere(DeskError):
    """What it was asked for does not exist (any more)."""
