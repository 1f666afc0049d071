"""The errors that end a command, besides those of the library (knowledge.errors).

BotError                    its text is one complete Chinese line
├── SettingsError           a setting that cannot be used (bot.settings)
├── StoreError              the database or the key cannot be used (bot.store.errors)
├── DeskError               what an admin asked for cannot be done (bot.desk.errors)
└── StartError              the web page cannot be served where it was asked for
"""


class BotError(Exception):
    """Base of all of them; `exit_status` is what the command ends with."""

    exit_status = 1


class StartError(BotError):
    """The web page cannot be served where it was asked for."""
