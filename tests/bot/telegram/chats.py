"""A chat as the person in it sees it: what the bot said, and the buttons under it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.e2e.telegram_server import Fields, TelegramServer


@dataclass
class Chat:
    """Somebody (`user`) in a chat with the bot; in a group where `id` is negative."""

    server: TelegramServer
    id: int = 100
    user: int | None = None

    def says(self, text: str, replies: int = 1) -> Fields:
        """Send a text, and wait for the bot's next message, or the last of so many."""
        before = len(self.messages)
        self.server.say(text, self.id, self.user)
        return self._next(before, replies)

    def sends_file(self, name: str, content: bytes, replies: int = 1) -> Fields:
        before = len(self.messages)
        self.server.send_file(name, content, self.id)
        return self._next(before, replies)

    def presses(self, label: str, message: Fields | None = None, replies: int = 1) -> Fields:
        """Press the button whose label begins so, by default under the last message; what is sent then."""
        before = len(self.messages)
        self.touches(label, message)
        return self._next(before, replies)

    def touches(self, label: str, message: Fields | None = None) -> Fields:
        """Press a button, and wait until the press is answered. The message as it is then."""
        message = message or self.last
        data = next(data for text, data in buttons(message) if text.startswith(label))
        query = self.server.press(message, data, self.user)
        self.server.wait_for("answerCallbackQuery", where=lambda f: f["callback_query_id"] == query)
        return next(each for each in self.messages if each["message_id"] == message["message_id"])

    def alert(self) -> str:
        """What the last answer to a press said."""
        return str(self.server.wait_for("answerCallbackQuery")[-1].fields.get("text", ""))

    @property
    def messages(self) -> list[Fields]:
        return self.server.standing(self.id)

    @property
    def last(self) -> Fields:
        return self.messages[-1]

    def _next(self, before: int, replies: int) -> Fields:
        messages = self.server.arrived(self.id, before + replies)
        return messages[before + replies - 1]


def buttons(message: Fields) -> Iterator[tuple[str, str]]:
    """(label, data or address) of every button under a message."""
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            yield button["text"], button.get("callback_data") or button.get("url", "")


def labels(message: Fields) -> list[str]:
    return [label for label, _ in buttons(message)]
