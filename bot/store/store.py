"""The store of an installation: one database and one key, and what is kept with them."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot.store import database, key
from bot.store.audit import Audit
from bot.store.catching_up import catch_up
from bot.store.dialogues import Dialogues
from bot.store.given import GivenAnswers
from bot.store.history import History
from bot.store.invites import Invites
from bot.store.links import Links
from bot.store.menus import Menus
from bot.store.occasions import Occasions
from bot.store.people import People
from bot.store.querylog import CHINA, QueryLog
from bot.store.questions import Questions
from bot.store.retention import Retention
from bot.store.sessions import Sessions
from bot.store.shorthands import Shorthands
from bot.store.statistics import Statistics
from bot.store.subscriptions import Subscriptions
from bot.store.wishes import Wishes

if TYPE_CHECKING:
    from bot.store.forgetting import Forgetting
    from bot.store.gaps.gaps import Gaps


class Store:
    """Opens the database and the key at first use, which then raises StoreError where that fails.

    Days are counted in `zone`.
    """

    def __init__(self, home: Path, url: str | None = None, zone: ZoneInfo = CHINA) -> None:
        self._home, self._url, self._zone = home, url, zone

    def open(self) -> None:
        """Open both now, before several threads do."""
        self.key, self.engine  # noqa: B018

    @cached_property
    def engine(self) -> Engine:
        engine = database.connect(self._home, self._url)
        catch_up(engine, self._zone)
        return engine

    @cached_property
    def key(self) -> bytes:
        return key.load(self._home)

    @property
    def log(self) -> QueryLog:
        return QueryLog(self.engine, self.key, self._zone)

    @property
    def statistics(self) -> Statistics:
        return Statistics(self.engine)

    @property
    def retention(self) -> Retention:
        return Retention(self.engine, self._zone)

    @property
    def questions(self) -> Questions:
        return Questions(self.engine)

    @property
    def history(self) -> History:
        return History(self.engine, self.key)

    @property
    def forgetting(self) -> "Forgetting":
        from bot.store.forgetting import Forgetting  # with what tells meanings apart, as above

        return Forgetting(self.engine, self.key, self._zone)

    @property
    def gaps(self) -> "Gaps":
        from bot.store.gaps.gaps import Gaps  # with what tells meanings apart, which few commands need

        return Gaps(self.engine)

    @property
    def people(self) -> People:
        return People(self.engine)

    @property
    def links(self) -> Links:
        return Links(self.engine, self.key)

    @property
    def invites(self) -> Invites:
        return Invites(self.engine, self.key)

    @property
    def sessions(self) -> Sessions:
        return Sessions(self.engine, self.key)

    @property
    def audit(self) -> Audit:
        return Audit(self.engine)

    @property
    def shorthands(self) -> Shorthands:
        return Shorthands(self.engine)

    @property
    def occasions(self) -> Occasions:
        return Occasions(self.engine)

    @property
    def given(self) -> GivenAnswers:
        return GivenAnswers(self.engine, self.key)

    @property
    def subscriptions(self) -> Subscriptions:
        return Subscriptions(self.engine)

    @property
    def dialogues(self) -> Dialogues:
        return Dialogues(self.engine)

    @property
    def menus(self) -> Menus:
        return Menus(self.engine)

    @property
    def wishes(self) -> Wishes:
        return Wishes(self.engine)
