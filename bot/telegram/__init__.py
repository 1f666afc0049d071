"""The Telegram front end: `build` makes the bot, `run` serves it until it is told to stop."""

from bot.telegram.application import build
from bot.telegram.errors import PollingDied, ProxyUnusable, TelegramFailure, TokenRejected
from bot.telegram.polling import run

__all__ = ["PollingDied", "ProxyUnusable", "TelegramFailure", "TokenRejected", "build", "run"]
