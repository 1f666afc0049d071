"""Rows of buttons under an answer: votes and why, questions to ask next, what can be done without an answer.

Their data begin with v: vr: sg: hi: hn: wi: and name the log row, so that they work after a restart.
"""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import messages
from bot.store.gaps.kinds import kind
from bot.store.querylog import VoteReason
from bot.telegram.answering import phrases
from retrieval.answer import Answer

VOTE = r"^v:(\d{1,18}):([ud])\Z"  # v:<log id>:u(p) or d(own)
REASON = r"^vr:(\d{1,18}):([rcow])\Z"  # vr:<log id>:<why it is no use>
QUESTION = r"^sg:(\d{1,18}):(\d{1,2})\Z"  # sg:<log id>:<number of the suggestion, 0 for the question itself>
HAND_IN = r"^hi:(\d{1,18})\Z"
WITHOUT_NOTE = r"^hn:(\d{1,18})\Z"
WISH = r"^wi:(\d{1,18}):([01])\Z"  # wi:<log id>:<1 to be told, 0 not to be>
REASONS: dict[str, VoteReason] = {"r": "irrelevant", "c": "incomplete", "o": "outdated", "w": "wrong"}
LONGEST_QUESTION = 40  # code points on a button; a telephone shows some twenty of them
_VOTES = {"u": messages.USEFUL, "d": messages.USELESS}
Row = list[InlineKeyboardButton]


def voting(of: Answer) -> list[Row]:
    """What readers think of an answer that quotes something."""
    return [votes(of.log_id)] if of.log_id is not None and of.snippets else []


def onward(of: Answer) -> list[Row]:
    """Where to go from here: a button for each question that may be asked next; and for a question that
    should have an answer and has none, what can be done about it.
    """
    if of.log_id is None:
        return []
    asking = [
        [InlineKeyboardButton(_cut(question), callback_data=f"sg:{of.log_id}:{number}")]
        for number, question in enumerate(of.suggestions, 1)
    ]
    if of.status != "unanswered" or not kind("telegram", of.status, of.reason, None, None):
        return asking
    handing_in = InlineKeyboardButton(phrases.HAND_IN, callback_data=f"hi:{of.log_id}")
    return [*asking, [handing_in, wish(of.log_id)]]


def votes(log_id: int, chosen: str = "") -> Row:
    """Two buttons; `chosen` is the data of the one that is ticked."""
    return [_choice(label, f"v:{log_id}:{vote}", chosen) for vote, label in _VOTES.items()]


def reasons(log_id: int, chosen: str = "") -> list[Row]:
    """Why an answer is no use, two in a row, so that a tick does not make them too wide for a telephone."""
    every = [_choice(phrases.REASONS[why], f"vr:{log_id}:{sign}", chosen) for sign, why in REASONS.items()]
    return [every[:2], every[2:]]


def wish(log_id: int, wished: bool = False) -> InlineKeyboardButton:
    """The button that shows whether somebody wants to be told, and changes that."""
    label = phrases.WISHED if wished else phrases.WISH
    return InlineKeyboardButton(label, callback_data=f"wi:{log_id}:{int(not wished)}")


def without_note(log_id: int) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(phrases.WITHOUT_NOTE, callback_data=f"hn:{log_id}")]])


def voted(rows: Sequence[Sequence[InlineKeyboardButton]], log_id: int, chosen: str) -> list[Row]:
    """The rows with another vote, or reason, ticked: `chosen` is its data."""
    shown: list[Row] = []
    for row in rows:
        data = [str(button.callback_data) for button in row]
        if any(each.startswith("vr:") for each in data):
            continue
        if any(each.startswith("v:") for each in data):
            shown += _voted(row, log_id, chosen)
        else:
            shown.append(list(row))
    return shown


def _voted(row: Sequence[InlineKeyboardButton], log_id: int, chosen: str) -> list[Row]:
    """The row of the votes, others among them as they are, and below it why it is no use."""
    vote = f"v:{log_id}:d" if chosen.startswith("vr:") else chosen
    ticked = {str(button.callback_data): button for button in votes(log_id, vote)}
    shown = [ticked.get(str(button.callback_data), button) for button in row]
    return [shown, *(reasons(log_id, chosen) if vote.endswith("d") else [])]


def _choice(label: str, data: str, chosen: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(messages.CHOSEN + label if data == chosen else label, callback_data=data)


def _cut(question: str) -> str:
    return question if len(question) <= LONGEST_QUESTION else f"{question[: LONGEST_QUESTION - 1]}…"
