import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from bot.web.guards import Bodies, BodyLimit
from bot.web.site import BODY_LIMITS
from tests.bot.standin import QUESTION, StandIn, visiting

JSON = (b"content-type", b"application/json")


@pytest.mark.parametrize("path", ["/", "/docs", "/healthz", "/static/page.css", "/nothing", "/api/nothing"])
async def test_every_response_forbids_what_the_page_does_not_need(path: str) -> None:
    async with visiting(StandIn()) as visitor:
        headers = (await visitor.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


async def test_answers_are_not_cached_and_static_files_are_checked_each_time() -> None:
    async with visiting(StandIn()) as visitor:
        assert (await visitor.get("/")).headers["cache-control"] == "no-store"
        style = await visitor.get("/static/page.css")
        again = await visitor.get("/static/page.css", headers={"If-None-Match": style.headers["etag"]})
    assert style.headers["cache-control"] == "no-cache"
    assert again.status_code == 304


@pytest.mark.parametrize(
    "kind",
    ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "", "text/json"],
)
@pytest.mark.parametrize("path", ["/api/ask", "/api/vote"])
async def test_another_sites_form_cannot_post(path: str, kind: str) -> None:
    assistant = StandIn()
    async with visiting(assistant) as visitor:
        response = await visitor.post(
            path, content=b'{"question": "x", "log_id": 17}', headers={"Content-Type": kind}
        )
    assert response.status_code == 415
    assert "application/json" in response.json()["detail"]
    assert not assistant.asked


async def test_json_with_a_charset_is_json() -> None:
    async with visiting(StandIn()) as visitor:
        headers = {"Content-Type": "Application/JSON; charset=utf-8"}
        response = await visitor.post("/api/ask", content='{"question": "问"}'.encode(), headers=headers)
    assert response.status_code == 200


@pytest.mark.parametrize(("part", "status"), [(0.5, 200), (1, 413)])
async def test_a_body_is_bounded(part: float, status: int) -> None:
    limit = next(each for each in BODY_LIMITS if "/api/ask".startswith(each.prefix))
    question = "x" * int(limit.largest * part)
    async with visiting(StandIn()) as visitor:
        response = await visitor.post("/api/ask", json={"question": question})
    assert response.status_code == status
    assert status == 200 or "64 KB" in response.json()["detail"]


async def test_a_body_without_an_end_is_not_read_to_its_end() -> None:
    read = 0

    async def receive() -> Message:
        nonlocal read
        read += 1
        return {"type": "http.request", "body": b"x" * 1000, "more_body": True}

    async def reading(scope: Scope, receive: Receive, send: Send) -> None:
        while True:
            await receive()

    async def send(message: Message) -> None:
        raise AssertionError("there is nothing to say")

    scope = {"type": "http", "method": "POST", "path": "/api/ask", "headers": [JSON]}
    with pytest.raises(HTTPException) as refused:
        await Bodies(reading, [BodyLimit("/api/", 10_000, json=True)])(scope, receive, send)
    assert refused.value.status_code == 413
    assert read == 11


@pytest.mark.parametrize("host", ["127.0.0.1:8036", "localhost", "[::1]:8036", "LOCALHOST:8036"])
async def test_a_loopback_name_is_let_in(host: str) -> None:
    async with visiting(StandIn()) as visitor:
        assert (await visitor.get("/healthz", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8036"])
async def test_a_foreign_name_that_points_here_is_turned_away(host: str) -> None:
    assistant = StandIn()
    async with visiting(assistant) as visitor:
        response = await visitor.post("/api/ask", json={"question": QUESTION}, headers={"Host": host})
    assert response.status_code == 400
    assert not assistant.asked


async def test_another_loopback_address_goes_by_its_own_name() -> None:
    async with visiting(StandIn(), web_host="127.0.0.5") as visitor:
        assert (await visitor.get("/healthz", headers={"Host": "127.0.0.5:8036"})).status_code == 200


async def test_an_address_that_others_reach_has_whatever_name_they_give_it() -> None:
    async with visiting(StandIn(), web_host="0.0.0.0") as visitor:  # noqa: S104 - nothing is bound here
        assert (await visitor.get("/healthz", headers={"Host": "fupin.example"})).status_code == 200
