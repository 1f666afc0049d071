"""The errors of the desk: what an admin asked for cannot be done, in a complete Chinese sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import BotError
from knowledge.errors import KnowledgeError, UnknownEdition


class DeskError(BotError):
    """It cannot be done as things are; the text says why, and what to do instead."""


class NotThere(DeskError):
    """What it was asked for does not exist (any more)."""


@contextmanager
def as_desk_errors() -> Iterator[None]:
    """What the library refuses is an error of the desk: NotThere for an edition that is not kept."""
    try:
        yield
    except UnknownEdition as error:
        raise NotThere(str(error)) from error
    except KnowledgeError as error:
        raise DeskError(str(error)) from error
