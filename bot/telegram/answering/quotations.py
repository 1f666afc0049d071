"""The rows of buttons about the quotations that a message shows: read on, see more, cite."""

from telegram import InlineKeyboardButton

from bot import messages
from bot.telegram.answering import source_words as words
from retrieval.answer import Answer

SOURCE = r"^o:(\d{1,18}):([1-9]\d{0,2})\Z"  # o:<log id>:<number of the snippet>
MORE = r"^mo:(\d{1,18}):(\d{1,3})\Z"  # mo:<log id>:<how many snippets were shown before>
CITE = r"^ci:(\d{1,18}):(\d{1,3})\Z"  # ci:<log id>:<how many snippets were shown before>


def rows(of: Answer, after: int = 0) -> list[list[InlineKeyboardButton]]:
    """For the message that shows the snippets behind the first `after`; none where it shows none."""
    shown = messages.shown(of, after)
    if not shown:
        return []
    sources = [
        InlineKeyboardButton(f"{messages.SOURCE} {number + 1}", callback_data=f"o:{of.log_id}:{number + 1}")
        for number in shown
    ]
    cite = InlineKeyboardButton(words.CITE, callback_data=f"ci:{of.log_id}:{after}")
    more = InlineKeyboardButton(words.MORE, callback_data=f"mo:{of.log_id}:{shown.stop}")
    return [sources, [more, cite] if shown.stop < len(of.snippets) else [cite]]
