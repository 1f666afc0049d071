"""有答案时通知我: somebody wants to hear of an answer, or no more; who blocks the bot is left alone."""

import asyncio
from typing import TYPE_CHECKING, Any

from telegram import ChatMember, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, ChatMemberHandler, ContextTypes

from bot import messages
from bot.desk import wishes
from bot.desk.handing_in import unanswered
from bot.telegram.answering import further, phrases
from bot.telegram.press import Press
from bot.telegram.sending import alert, answer

if TYPE_CHECKING:
    from bot.desk.desk import Desk

GONE = (ChatMember.BANNED, ChatMember.LEFT)


class Wishes:
    """Handlers, named for what the user did."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    async def pressed_wish(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The button says what is wanted, so that pressing it twice is no different."""
        press = Press.of(update, context)
        wanted = press.data[1] == "1"
        try:
            await asyncio.to_thread(self._keep, press, wanted)
        except LookupError:
            await alert(press.query, messages.ROW_GONE)
            return
        await answer(press.query, phrases.WISH_KEPT if wanted else phrases.WISH_WITHDRAWN)
        if press.message and press.message.reply_markup:
            shown = [[_shown(button, press, wanted) for button in row] for row in _rows(press)]
            await press.show(InlineKeyboardMarkup(shown))

    def _keep(self, press: Press, wanted: bool) -> None:
        kept = self._desk.store.wishes
        if wanted:
            unanswered(self._desk, press.log_id, press.conversation)
            kept.make(press.log_id, press.chat, press.person)
        else:
            kept.withdraw(press.log_id, press.chat)

    async def blocked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Whoever blocks the bot, or removes it from a group, is told of nothing any more."""
        change = update.my_chat_member
        if change and change.new_chat_member.status in GONE:
            await asyncio.to_thread(wishes.leave, self._desk, change.chat.id)


def _rows(press: Press) -> tuple[tuple[InlineKeyboardButton, ...], ...]:
    markup = press.message.reply_markup if press.message else None
    return markup.inline_keyboard if markup else ()


def _shown(button: InlineKeyboardButton, press: Press, wished: bool) -> InlineKeyboardButton:
    return further.wish(press.log_id, wished) if button.callback_data == press.query.data else button


def register(application: "Application[Any, Any, Any, Any, Any, Any]", desk: "Desk") -> None:
    wishing = Wishes(desk)
    application.add_handler(CallbackQueryHandler(wishing.pressed_wish, further.WISH))
    # before it is asked who may come in: who may not can be left alone as well
    application.add_handler(ChatMemberHandler(wishing.blocked, ChatMemberHandler.MY_CHAT_MEMBER), group=-3)
