"""The desk: what everything that admins do works on."""

from dataclasses import dataclass

from bot.settings import Settings
from bot.store.store import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """The settings of this installation and its store."""

    settings: Settings
    store: Store
