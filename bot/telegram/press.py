"""The press of a button: who pressed it, where, and what its data says."""

from dataclasses import dataclass

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest
from telegram.ext import ContextTypes


@dataclass(frozen=True, slots=True)
class Press:
    """`data` are the groups of the handler's pattern; under an answer, the log row is the first."""

    query: CallbackQuery
    data: tuple[str, ...]

    @classmethod
    def of(cls, update: Update, context: ContextTypes.DEFAULT_TYPE) -> "Press":
        """The handlers are registered for callback queries that match a pattern only."""
        assert update.callback_query is not None  # noqa: S101
        assert context.matches  # noqa: S101
        return cls(update.callback_query, context.matches[0].groups())

    @property
    def log_id(self) -> int:
        return int(self.data[0])

    @property
    def person(self) -> int:
        return self.query.from_user.id

    @property
    def asker(self) -> str:
        return f"telegram:{self.person}"

    @property
    def chat(self) -> int:
        return self.query.message.chat.id if self.query.message else self.person

    @property
    def conversation(self) -> str:
        return f"telegram:{self.chat}"

    @property
    def message(self) -> Message | None:
        """The message with the button; None where Telegram no longer shows it to the bot."""
        return self.query.message if isinstance(self.query.message, Message) else None

    @property
    def is_private(self) -> bool:
        return self.query.message is None or self.query.message.chat.type == ChatType.PRIVATE

    async def show(self, keyboard: InlineKeyboardMarkup) -> None:
        """Put other buttons under the message."""
        if self.message is None or keyboard == self.message.reply_markup:
            return
        try:
            await self.query.edit_message_reply_markup(keyboard)
        except BadRequest as error:
            if "not modified" not in error.message:
                raise


def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> tuple[CallbackQuery, tuple[str, ...]]:
    """The query and its data, for handlers that need no more."""
    press = Press.of(update, context)
    return press.query, press.data
