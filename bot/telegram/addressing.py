"""Is a message meant for the bot, and what does it ask?"""

from telegram import Message, MessageEntity
from telegram.constants import ChatType
from telegram.ext import filters

from bot.messages import ADMIN_COMMANDS, COMMANDS


class Addressed(filters.MessageFilter):
    """Everything in a private chat; in groups a command, a mention, or a reply to the bot."""

    def filter(self, message: Message) -> bool:
        return (
            message.chat.type == ChatType.PRIVATE
            or _commanded(message)
            or bool(_mentions(message))
            or _answers_bot(message)
        )


def question(message: Message) -> tuple[str, Message]:
    """What is asked, and in which message: a bare /ask or mention asks what it replies to.

    The text is empty where nothing is asked.
    """
    text = _own_words(message)
    replied = message.reply_to_message
    if text or replied is None or _answers_bot(message):
        return text, message
    return replied.text or replied.caption or "", replied


def argument(message: Message, wanted: str) -> str:
    """What stands behind the command that the message begins with; "" where it begins with another one."""
    if command(message) != wanted or not _commanded(message):
        return ""
    return "".join((message.text or "").split(maxsplit=1)[1:]).strip()


def command(message: Message) -> str:
    """The name of the command that the message begins with, in small letters: "ask"; "" without one."""
    return _command(message).removeprefix("/").partition("@")[0].casefold()


def _own_words(message: Message) -> str:
    """The text, or what stands under a picture, without the leading command and mentions of the bot."""
    text = message.text or message.caption or ""
    if _command(message):
        text = "".join(text.split(maxsplit=1)[1:])
    for mention in _mentions(message):
        text = text.replace(mention, " ", 1)
    return text.strip()


def _command(message: Message) -> str:
    """The command that the message begins with, as typed: "/ask", "/ask@some_bot" or ""."""
    commands = _entities(message, MessageEntity.BOT_COMMAND)
    return next((text for entity, text in commands.items() if entity.offset == 0), "")


def _commanded(message: Message) -> bool:
    name, at, bot = _command(message).removeprefix("/").partition("@")
    return bot.casefold() == _username(message) if at else name.casefold() in {*COMMANDS, *ADMIN_COMMANDS}


def _mentions(message: Message) -> list[str]:
    """The bot's mentions, as typed: by username, or by a link to the bot under any text."""
    entities = _entities(message, MessageEntity.MENTION, MessageEntity.TEXT_MENTION)
    me = message.get_bot().id
    return [
        text
        for entity, text in entities.items()
        if text.casefold() == f"@{_username(message)}" or (entity.user is not None and entity.user.id == me)
    ]


def _entities(message: Message, *kinds: str) -> dict[MessageEntity, str]:
    """Of the text, or else of the caption."""
    if message.caption is not None:
        return message.parse_caption_entities(list(kinds))
    return message.parse_entities(list(kinds)) if message.text is not None else {}


def _answers_bot(message: Message) -> bool:
    replied = message.reply_to_message
    return (
        replied is not None and replied.from_user is not None and replied.from_user.id == message.get_bot().id
    )


def _username(message: Message) -> str:
    return message.get_bot().username.casefold()
