"""The Telegram front end: `build` makes it, `run` serves it until it is told to stop."""

from bot.telegram.errors import PollingDied, ProxyUnusable, TelegramFailure, TokenRejected, WebhookRefused
from bot.telegram.front_end import FrontEnd, build
from bot.telegram.serving import run

__all__ = [
    "FrontEnd",
    "PollingDied",
    "ProxyUnusable",
    "TelegramFailure",
    "TokenRejected",
    "WebhookRefused",
    "build",
    "run",
]
