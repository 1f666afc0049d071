"""The desk for tests: the real web application over a real store, and clients that are signed in."""

import json
from typing import Any
from urllib.parse import unquote

from httpx import ASGITransport, AsyncClient, Response

from bot.assistant import Assistant
from bot.desk.desk import Desk
from bot.store.audit import Actor
from bot.store.people import Role
from bot.web import build
from bot.web.access import COOKIE, CSRF_FIELD, CSRF_HEADER
from bot.web.admin.rendering import FLASH

TERMINAL = Actor("命令行", "cli")
ADDRESS = "http://127.0.0.1:8036"


class Browser:
    """Somebody's browser at the desk, without a network; signed in by `sign_in`, nobody's before."""

    def __init__(
        self, assistant: Assistant, desk: Desk, address: str = ADDRESS, peer: str = "127.0.0.1"
    ) -> None:
        """`peer` is what the server sees at the other end of the connection: the browser, or a proxy."""
        self.desk = desk
        site = build(assistant, desk)
        transport = ASGITransport(site, raise_app_exceptions=False, client=(peer, 50000))
        self.client = AsyncClient(transport=transport, base_url=address)

    async def sign_in(self, role: Role = "admin", name: str = "张三") -> "Browser":
        token = self.desk.store.links.make(name, role, TERMINAL)
        response = await self.client.post(f"/sign-in/{token}")
        assert response.status_code == 303, response.text
        return self

    @property
    def csrf(self) -> str:
        """The secret that stands in the forms of this session."""
        (token,) = (value for name, value in self.client.cookies.items() if name.endswith(COOKIE))
        me = self.desk.store.sessions.signed_in(token)
        assert me is not None
        return me.csrf

    async def get(self, path: str, **options: Any) -> Response:
        return await self.client.get(path, **options)

    async def submit(self, path: str, **fields: Any) -> Response:
        """Send a form of the page, with its secret. Follows no redirect."""
        return await self.client.post(path, data={CSRF_FIELD: self.csrf, **fields})

    async def send(self, method: str, path: str, **body: Any) -> Response:
        """Call the API with a JSON body."""
        headers = {CSRF_HEADER: self.csrf}
        return await self.client.request(method, path, json=body, headers=headers)


def said(response: Response) -> str:
    """The message that a redirect leaves for the next page."""
    _, message = json.loads(unquote(response.cookies.get(FLASH) or '["", ""]'))
    return str(message)
