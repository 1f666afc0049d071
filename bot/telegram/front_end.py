"""The Telegram front end, put together from the settings: the bot, its inbox, and how updates come in."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from bot.desk import wishes
from bot.store.inbox import Inbox
from bot.store.outbox import Outbox
from bot.telegram import application
from bot.telegram.application import Bot
from bot.telegram.inbox import InboxQueue, worker_name
from bot.telegram.outbox import OutboxSender
from bot.telegram.polling import Polling
from bot.telegram.webhook import Webhook

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk


class Receiver(Protocol):
    """How updates come in."""

    async def start(self) -> None: ...

    async def watch(self) -> None:
        """Return never; raise TelegramFailure where no more updates can arrive."""

    async def stop(self) -> None: ...


@dataclass(frozen=True, slots=True)
class FrontEnd:
    """What serving takes. `receiver` is a Webhook or polls."""

    application: Bot
    queue: InboxQueue
    sender: OutboxSender
    receiver: Receiver

    def username(self) -> str | None:
        """The bot's name on Telegram; None until it has connected for the first time."""
        try:
            name: str = self.application.bot.username
        except RuntimeError:
            return None
        return name

    @property
    def webhook(self) -> Webhook | None:
        """What the web server has to pass deliveries to; None where the bot polls."""
        return self.receiver if isinstance(self.receiver, Webhook) else None


def build(assistant: "Assistant", desk: "Desk") -> FrontEnd:
    """The front end, not yet connected.

    Raises TokenRejected where no token is set, ProxyUnusable where the proxy cannot be used, and StoreError.
    """
    token = application.token(desk.settings)
    worker = worker_name()
    queue = InboxQueue(Inbox(desk.store.engine, int(token.partition(":")[0]), worker))
    bot = application.build(assistant, desk, queue)
    sender = OutboxSender(Outbox(desk.store.engine, worker), bot.bot, partial(wishes.leave, desk))
    address = desk.settings.telegram_webhook
    if address is None:
        return FrontEnd(bot, queue, sender, Polling(bot, queue))
    return FrontEnd(bot, queue, sender, Webhook(bot, queue, address, desk.store.key))
