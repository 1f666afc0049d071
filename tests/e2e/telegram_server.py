"""A Bot API server on loopback, over lo-bot-api-emulator (PyPI).

That package brings routing, parameter checks, the long poll and keyboards. Here is added what a bot's tests
need beside it: what the bot sent, Telegram's HTML, edits of messages, a poll that ends the one before, a user
who writes and presses buttons, and faults. It knows neither Telegram's rate limits nor privacy mode.
"""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Literal, Self

import lo_bot_api_emulator as emulator
from aiohttp import web
from lo_bot_api_emulator import updates
from lo_bot_api_emulator.updates import UpdateError

from tests.e2e import telegram_html

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"
USERNAME = "fupin_test_bot"
# Parameters that Telegram takes and the package does not know
_MORE_PARAMETERS = ("link_preview_options", "message_thread_id")
_STORED = ("sendMessage", "sendDocument", "editMessageText", "editMessageReplyMarkup")
REDELIVER = 0.05  # seconds between deliveries to a webhook
_SENDING = ("sendMessage", "editMessageText", "sendChatAction", "sendDocument")
Fields = dict[str, Any]
Answer = web.StreamResponse


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a Bot API method that was carried out. `at` is time.monotonic()."""

    method: str
    fields: Fields
    at: float = field(default_factory=time.monotonic)


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` calls of `method` ("*": of any).

    `status` is answered in place of the method; "page" answers 502 with a page of HTML. `drop` cuts the
    connection before or after the call took effect. `delay` is in seconds and goes with any of them.
    `chat` limits the fault to calls about one chat.
    """

    method: str
    status: int | Literal["page"] | None = None
    drop: Literal["before", "after"] | None = None
    delay: float = 0.0
    times: int = 1
    retry_after: int = 1
    description: str = "injected"
    chat: int | None = None


class TelegramServer(emulator.LoBotApiEmulator):  # type: ignore[misc]  # the package has no types
    """Runs in a thread of its own; use it as a context manager. All methods may be called from any thread."""

    def __init__(self, token: str = TOKEN, port: int = 0) -> None:
        super().__init__(max_updates=100_000, allow_insecure_loopback_webhooks=True)
        self.token, self.port = token, port
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.failed: list[str] = []  # methods that a fault kept from being carried out
        self.polls = 0
        self._sent: dict[tuple[int, int], Fields] = {}
        self._changed = threading.Condition()
        self._numbers = 1000
        self._poll_number = 0
        _allow_more()

    # Life

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._in_loop(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._delivering.cancel)
        self._in_loop(self._runner.cleanup())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def go_away(self) -> None:
        """Refuse connections and cut the open ones; what the server knows is kept."""
        self._in_loop(self._leave())

    def come_back(self) -> None:
        self._in_loop(self._listen())

    def _in_loop(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _deliver(self) -> None:
        """Telegram delivers again what was not taken; the package tries once."""
        while True:
            await asyncio.sleep(REDELIVER)
            await self.deliver_updates(token=self.token)

    async def _start(self) -> None:
        self._delivering = asyncio.create_task(self._deliver())
        self._runner = web.AppRunner(self.app(), access_log=None, shutdown_timeout=0.01)
        await self._runner.setup()
        await self._listen()

    async def _listen(self) -> None:
        self._site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await self._site.start()
        self.port = self._runner.addresses[0][1]

    async def _leave(self) -> None:
        await self._site.stop()
        for connection in self._runner.server.connections if self._runner.server else ():
            if connection.transport is not None:
                connection.transport.abort()

    # What the bot did

    def wait_for(
        self, method: str, count: int = 1, timeout: float = 8.0, where: Callable[[Fields], bool] | None = None
    ) -> list[Call]:
        """The calls of `method` whose fields pass `where`, once there are `count` of them."""

        def found() -> list[Call]:
            return [c for c in self.calls if c.method == method and (where is None or where(c.fields))]

        with self._changed:
            if not self._changed.wait_for(lambda: len(found()) >= count, timeout):
                seen = [call.method for call in self.calls[-12:]]
                raise AssertionError(f"{len(found())} of {count} {method} in {timeout} s; last calls: {seen}")
            return found()

    def replies(self, chat: int, count: int = 1, timeout: float = 8.0) -> list[Fields]:
        """The messages that stand in a chat, oldest first, once the bot sent `count` of them."""
        self.wait_for("sendMessage", count, timeout, where=lambda fields: fields["chat_id"] == chat)
        return self.standing(chat)

    def arrived(self, chat: int, count: int, timeout: float = 8.0) -> list[Fields]:
        """The messages that stand in a chat, files among them, once there are so many."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self.standing(chat)) >= count, timeout):
                shown = [message.get("text", message) for message in self.standing(chat)]
                raise AssertionError(
                    f"{len(shown)} of {count} messages in chat {chat} in {timeout} s: {shown}"
                )
        return self.standing(chat)

    def wait_until_taken(self, timeout: float = 8.0) -> None:
        """Return once the bot has confirmed every update (polling)."""
        deadline = time.monotonic() + timeout
        while self._update_queues._state(self.token).updates:
            assert time.monotonic() < deadline, "updates were not taken"
            time.sleep(0.01)

    def standing(self, chat: int) -> list[Fields]:
        """The bot's messages in a chat as they are now, after edits."""
        return [message for (place, _), message in sorted(self._sent.items()) if place == chat]

    # What people do

    def say(self, text: str, chat: int = 100, user: int | None = None, **content: Any) -> Fields:
        """A text message, in a group where `chat` is negative. Commands and mentions are marked as such."""
        return self.send(chat, user, text=text, **{"entities": _entities(text)} | content)

    def send(self, chat: int = 100, user: int | None = None, **content: Any) -> Fields:
        """A message with any content of the Bot API's Message."""
        message = self.message(chat, user, **content)
        self._receive(message=message)
        return message

    def edit(self, message: Fields, text: str) -> Fields:
        """Somebody changes a text message of their own."""
        edited = message | {"text": text, "entities": _entities(text), "edit_date": int(time.time())}
        self._receive(edited_message=edited)
        return edited

    def send_file(self, name: str, content: bytes, chat: int = 100, **others: Any) -> Fields:
        """A file, which the bot can download; a "caption" may come with it."""
        id = f"file-{self._next()}"
        self.assets[id] = {"data": content, "size": len(content), "filename": name}
        document = {"file_id": id, "file_unique_id": id, "file_name": name, "file_size": len(content)}
        return self.send(chat, document=document, **others)

    def ask_inline(self, text: str, user: int = 100, offset: str = "") -> str:
        """Somebody types the bot's name and a question in any chat. Returns the query's id."""
        number = str(self._next())
        self._receive(inline_query={"id": number, "from": _user(user), "query": text, "offset": offset})
        return number

    def block(self, chat: int, *, again: bool = True) -> None:
        """Somebody blocks the bot, or lets it write again."""
        kinds = ("member", "kicked") if again else ("kicked", "member")
        old, new = ({"status": kind, "user": self.bot, "until_date": 0} for kind in kinds)
        change = {"chat": _chat(chat), "from": _user(chat), "date": int(time.time())}
        self._receive(my_chat_member=change | {"old_chat_member": old, "new_chat_member": new})

    def press(self, message: Fields, data: str, user: int | None = None) -> str:
        """Press the button with this data under one of the bot's messages. Returns the query's id."""
        number, chat = str(self._next()), message["chat"]["id"]
        self._receive(
            callback_query={
                "id": number,
                "from": _user(user or abs(chat)),
                "chat_instance": "1",
                "data": data,
                "message": message,
            }
        )
        return number

    def message(self, chat: int = 100, user: int | None = None, **content: Any) -> Fields:
        return {
            "message_id": self._next(),
            "date": int(time.time()),
            "chat": _chat(chat),
            "from": _user(user or abs(chat)),
            **content,
        }

    @property
    def webhook(self) -> str:
        """Where updates are delivered to; empty where the bot polls."""
        return str(self._update_queues._state(self.token).url)

    @property
    def bot(self) -> Fields:
        number = int(self.token.partition(":")[0])
        return {"id": number, "is_bot": True, "first_name": "扶贫", "username": USERNAME}

    def _receive(self, **update: Fields) -> None:
        self._in_loop(self.enqueue_update(update, token=self.token))

    def _next(self) -> int:
        self._numbers += 1
        return self._numbers

    # How calls are carried out

    async def handle(self, request: web.Request) -> Answer:
        method = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return _error(401, "Unauthorized")
        try:
            fault = self._fault(method, (await request.post()).get("chat_id"))
        except ConnectionResetError:  # the bot was killed
            return web.Response()
        if fault is None:
            return await self._carry_out(request)
        await asyncio.sleep(fault.delay)
        if fault.status or fault.drop == "before":
            self.failed.append(method)
            return _refusal(request, fault)
        answer = await self._carry_out(request)
        if fault.drop == "after":
            _cut(request)
        return answer

    async def _carry_out(self, request: web.Request) -> Answer:
        if request.match_info["method"] == "getUpdates":
            self.polls += 1
            return await self._poll(request)
        handle: Any = super().handle
        answer: Answer = await handle(request)
        return answer

    async def read_request(self, request: web.Request) -> tuple[Fields, Fields]:
        """Fields and uploads. A form with files was read for its chat, and cannot be read once more."""
        if not request.content_type.startswith("multipart/"):
            read: Any = super().read_request
            fields, uploads = await read(request)
            return fields, uploads
        form = (await request.post()).items()
        files = {name: value for name, value in form if isinstance(value, web.FileField)}
        return {name: value for name, value in form if name not in files}, {
            name: {"filename": file.filename, "data": (data := file.file.read()), "size": len(data)}
            for name, file in files.items()
        }

    async def _poll(self, request: web.Request) -> Answer:
        """On Telegram a new poll ends the one before with 409; the package would refuse the new one."""
        self._poll_number += 1
        number, queue = self._poll_number, self._update_queues
        await self._end_poll_before()
        fields, _ = await self.read_request(request)
        over = lambda: _is_gone(request) or number != self._poll_number  # noqa: E731
        try:
            updates = await queue.poll(self.token, fields, disconnected=over)
        except UpdateError as error:
            return _error(error.status, str(error))
        except asyncio.CancelledError:
            if _is_gone(request):
                raise
            return _error(409, "Conflict: terminated by other getUpdates request")
        return web.json_response({"ok": True, "result": updates})

    async def _end_poll_before(self) -> None:
        state = self._update_queues._state(self.token)
        while state.polling:
            async with state.condition:
                state.condition.notify_all()
            await asyncio.sleep(0.005)

    def validate(self, method: str, fields: Fields, uploads: Fields) -> Any:
        """The method's result. The package checks the parameters; HTML and edits are checked here."""
        call = Call(method, {name: _value(name, value) for name, value in fields.items()})
        read, entities = _without_html(fields)
        check: Any = super().validate
        result = check(method, read, uploads)
        if method == "getMe":
            result = self.bot | {"can_join_groups": True, "supports_inline_queries": True}
        elif method == "deleteMessage":
            self._delete(call.fields)
        elif method in _STORED:
            result = self._stored(method, call.fields, result, entities)
        with self._changed:
            self.calls.append(call)
            self._changed.notify_all()
        return result

    def _stored(self, method: str, fields: Fields, result: Fields, entities: list[Fields]) -> Fields:
        """The message after this call, as it stands in its chat."""
        key = (fields["chat_id"], result["message_id"])
        message = result | {"chat": _chat(key[0]), "from": self.bot, "date": int(time.time())}
        if method == "sendDocument":
            message |= {"document": result["document"], "caption_entities": entities}
        elif method == "sendMessage":
            message["entities"] = entities
        elif key not in self._sent:
            raise emulator.ApiRefusal("Bad Request: message to edit not found")
        else:
            message = self._edited(method, self._sent[key], message, entities)
        self._sent[key] = message
        return message

    def _delete(self, fields: Fields) -> None:
        if self._sent.pop((fields["chat_id"], fields["message_id"]), None) is None:
            raise emulator.ApiRefusal("Bad Request: message to delete not found")

    @staticmethod
    def _edited(method: str, old: Fields, change: Fields, entities: list[Fields]) -> Fields:
        new = {name: value for name, value in old.items() if name != "reply_markup"}
        if method == "editMessageText":
            new |= {"text": change["text"], "entities": entities}
        if "reply_markup" in change:
            new["reply_markup"] = change["reply_markup"]
        if new == old:
            raise emulator.ApiRefusal("Bad Request: message is not modified")
        return new

    def _fault(self, method: str, chat: object) -> Fault | None:
        for fault in self.faults:
            of_chat = fault.chat is None or str(fault.chat) == chat
            if fault.times > 0 and fault.method in (method, "*") and of_chat:
                fault.times -= 1
                return fault
        return None


def _allow_more() -> None:
    updates.KINDS |= {"edited_message", "my_chat_member"}
    inline = emulator.CONTRACT["methods"]["answerInlineQuery"]["parameters"]
    inline += [name for name in ("button", "is_personal") if name not in inline]
    for method in _SENDING:
        known = emulator.CONTRACT["methods"][method]["parameters"]
        known += [name for name in _MORE_PARAMETERS if name not in known]


def _without_html(fields: Fields) -> tuple[Fields, list[Fields]]:
    """The fields with the text as it is shown, and its entities."""
    name = "text" if "text" in fields else "caption"
    if fields.get("parse_mode") != "HTML" or name not in fields:
        return fields, []
    try:
        text, entities = telegram_html.read(fields[name])
    except telegram_html.Refused as error:
        raise emulator.ApiRefusal(f"Bad Request: can't parse entities: {error}") from error
    return fields | {name: text}, entities


def _value(name: str, value: Any) -> Any:
    """A form's string as what it stands for."""
    if name in ("chat_id", "message_id"):
        return int(value)
    if isinstance(value, str) and value[:1] in ("[", "{") and name != "text":
        return json.loads(value)
    return value


def _refusal(request: web.Request, fault: Fault) -> Answer:
    if fault.drop:
        _cut(request)
    if fault.status == "page":
        return web.Response(
            status=502, content_type="text/html", text="<html><h1>502 Bad Gateway</h1></html>"
        )
    if fault.status == 429:
        return _error(
            429, f"Too Many Requests: retry after {fault.retry_after}", retry_after=fault.retry_after
        )
    return _error(fault.status or 500, fault.description)


def _error(status: int, description: str, **parameters: int) -> Answer:
    body: Fields = {"ok": False, "error_code": status, "description": description}
    return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=status)


def _is_gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


def _user(number: int) -> Fields:
    return {"id": number, "is_bot": False, "first_name": f"用户{number}"}


def _chat(number: int) -> Fields:
    if number > 0:
        return {"id": number, "type": "private", "first_name": f"用户{number}"}
    return {"id": number, "type": "supergroup", "title": "工作群"}


def _entities(text: str) -> list[Fields]:
    found: list[Fields] = []
    for kind, sign in (("bot_command", "/"), ("mention", "@")):
        at = 0
        for word in text.split(" "):
            if word.startswith(sign) and (sign == "@" or at == 0):
                found.append({"type": kind, "offset": telegram_html.units(text[:at]), "length": len(word)})
            at += len(word) + 1
    return found
