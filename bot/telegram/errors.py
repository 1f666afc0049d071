"""The errors that end the Telegram front end.

    TelegramFailure             its text is one complete Chinese line for the one who runs the bot
    ├── TokenRejected           no token, or one that Telegram does not know
    ├── ProxyUnusable           FUPIN_TELEGRAM_PROXY cannot be used
    ├── WebhookRefused          Telegram does not take the address that it is to deliver to
    └── PollingDied             no more questions arrive although the process lives

No text holds the token.
"""


class TelegramFailure(Exception):
    """Base of all of them."""


class TokenRejected(TelegramFailure):
    """No token, or one that Telegram does not know. Starting again does not help."""


class ProxyUnusable(TelegramFailure):
    """The proxy's address or kind cannot be used. Starting again does not help."""


class WebhookRefused(TelegramFailure):
    """Telegram does not take the address that it is to deliver to. Starting again does not help."""


class PollingDied(TelegramFailure):
    """No more questions arrive although the process lives. Starting again helps."""
