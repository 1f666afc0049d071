"""The handlers of this room."""

from typing import TYPE_CHECKING

from bot.desk.library.catalogue import Catalogues
from bot.telegram.reading import listing, opening, subscribing
from bot.telegram.reading.listing import Listing
from bot.telegram.reading.opening import Opening
from bot.telegram.reading.subscribing import Subscribing

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk
    from bot.telegram.application import Bot


def register(application: "Bot", desk: "Desk", assistant: "Assistant") -> None:
    catalogues = Catalogues(assistant)
    lists = Listing(desk, catalogues)
    listing.register(application, lists)
    opening.register(application, desk, assistant, Opening(desk, catalogues, lists), catalogues)
    subscribing.register(application, Subscribing(desk, catalogues))
