import json
from dataclasses import fields, replace
from typing import Any

import pytest
from pydantic import BaseModel

from bot import messages
from bot.citing import reference
from bot.store.errors import StoreError
from bot.web import schema
from knowledge.errors import EditionDamaged
from retrieval.answer import Answer, Citation, Context, Snippet
from tests.bot.standin import ANSWERED, CITATION, GREETED, QUESTION, TEXT, UNANSWERED, StandIn, visiting

PAGE = "web:" + "0a" * 16


async def ask(assistant: StandIn, **body: Any) -> dict[str, Any]:
    async with visiting(assistant) as visitor:
        response = await visitor.post("/api/ask", json={"question": QUESTION, **body})
    assert response.status_code == 200
    value: dict[str, Any] = response.json()
    return value


async def test_an_answer_is_the_contract_with_fields_added() -> None:
    value = await ask(StandIn())
    contract = json.loads(json.dumps(ANSWERED.to_json()))
    assert value.pop("message") is None
    assert value.pop("conversation").startswith("api:")
    assert value.pop("region_label") == "按〔某县〕检索"
    assert value.pop("telegram") is None
    for snippet in value["snippets"]:
        snippet["citation"].pop("line")
        assert snippet.pop("note") is None
    assert value == contract


async def test_a_question_can_be_asked_of_no_region() -> None:
    assistant = StandIn()
    await ask(assistant, no_region=True)
    assert assistant.asked[0].any_region


async def test_an_answer_is_explained_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StandIn, "explain", lambda _, answer: {"about": answer.understood})
    async with visiting(StandIn()) as visitor:
        response = await visitor.post("/api/ask?explain=1", json={"question": QUESTION})
    assert response.json()["explanation"] == {"about": ANSWERED.understood}
    assert "explanation" not in await ask(StandIn())


async def test_a_citation_comes_with_the_line_that_quotes_it() -> None:
    value = await ask(StandIn())
    assert value["snippets"][0]["citation"]["line"] == reference(CITATION)


async def test_a_refusal_says_why_and_leaves_its_suggestions_to_their_field() -> None:
    value = await ask(StandIn(UNANSWERED))
    assert value["message"] == messages.reason_text(replace(UNANSWERED, suggestions=()))
    assert value["suggestions"] == [QUESTION]


async def test_a_greeting_is_returned() -> None:
    value = await ask(StandIn(GREETED), question="你好")
    assert value["message"] == messages.smalltalk_text("你好")


@pytest.mark.parametrize(
    ("described", "given"),
    [
        (schema.Answer, Answer),
        (schema.Snippet, Snippet),
        (schema.Citation, Citation),
        (schema.Context, Context),
    ],
)
def test_the_reference_describes_every_field(described: type[BaseModel], given: type) -> None:
    assert {field.name for field in fields(given)} <= set(described.model_fields)


async def test_the_pages_own_conversation_is_web_and_belongs_to_its_visitor() -> None:
    assistant = StandIn()
    async with visiting(assistant) as visitor:
        await visitor.get("/")
        await visitor.post("/api/ask", json={"question": QUESTION, "conversation": PAGE})
    asked = assistant.asked[0]
    assert (asked.channel, asked.conversation) == ("web", PAGE)
    assert asked.asker == f"web:{visitor.cookies['fupin_visitor']}"


@pytest.mark.parametrize("given", [None, "mine", "telegram:5", "web:short", "cli:root"])
async def test_any_other_conversation_is_the_apis_own(given: str | None) -> None:
    assistant = StandIn()
    await ask(assistant, conversation=given)
    assert assistant.asked[0].channel == "api"
    assert str(assistant.asked[0].conversation).startswith("api:")


async def test_the_conversation_in_the_answer_carries_on_the_conversation() -> None:
    assistant = StandIn()
    first = await ask(assistant)
    second = await ask(assistant, conversation=first["conversation"])
    assert assistant.asked[0].conversation == assistant.asked[1].conversation == second["conversation"]


async def test_without_a_conversation_no_two_questions_share_one() -> None:
    assistant = StandIn()
    await ask(assistant)
    await ask(assistant)
    assert assistant.asked[0].conversation != assistant.asked[1].conversation


async def test_an_empty_question_is_the_assistants_to_answer() -> None:
    assistant = StandIn()
    await ask(assistant, question="")
    assert assistant.asked[0].question == ""


@pytest.mark.parametrize(
    ("body", "named"),
    [("{}", "question"), ('{"question": 7}', "question"), ("not json", "JSON"), ("[]", "JSON"), ("", "JSON")],
)
async def test_a_request_that_is_not_understood_names_what_to_look_at(body: str, named: str) -> None:
    async with visiting(StandIn()) as visitor:
        headers = {"Content-Type": "application/json"}
        response = await visitor.post("/api/ask", content=body, headers=headers)
    assert response.status_code == 422
    assert named in response.json()["detail"]


@pytest.mark.parametrize("name", [r"\ud800", r"\u0000", "x" * 101, "一 二"])
async def test_a_conversation_has_a_plain_name(name: str) -> None:
    async with visiting(StandIn()) as visitor:
        body = f'{{"question": "问", "conversation": "{name}"}}'
        response = await visitor.post("/api/ask", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 422
    assert "conversation" in response.json()["detail"]


async def test_a_citation_is_read_in_its_context() -> None:
    async with visiting(StandIn()) as visitor:
        query = "document=banfa&start=45&end=50&start=20&end=44&edition=3"
        response = await visitor.get(f"/api/context?{query}")
    value = response.json()
    assert value["text"] == TEXT
    assert value["spans"] == [[20, 44], [45, 50]]
    assert (value["has_before"], value["has_after"]) == (False, True)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("document=none", "资料库里没有编号为“none”的文件。"),
        ("document=banfa&edition=2", "第 2 版资料库已经不在了。"),
    ],
)
async def test_what_is_not_kept_is_404_in_chinese(query: str, sentence: str) -> None:
    async with visiting(StandIn()) as visitor:
        response = await visitor.get(f"/api/context?{query}&start=0&end=1")
    assert response.status_code == 404
    assert response.json() == {"detail": sentence}


@pytest.mark.parametrize(
    "query", ["document=banfa", "document=banfa&start=5&end=5", "document=banfa&start=1&start=2&end=3"]
)
async def test_spans_that_are_none_are_refused(query: str) -> None:
    async with visiting(StandIn()) as visitor:
        assert (await visitor.get(f"/api/context?{query}")).status_code == 422


async def test_a_vote_is_recorded_in_its_conversation() -> None:
    assistant = StandIn()
    async with visiting(assistant) as visitor:
        body = {"log_id": 17, "vote": "up", "conversation": PAGE}
        response = await visitor.post("/api/vote", json=body)
        await visitor.post("/api/vote", json=body | {"vote": "down", "reason": "outdated"})
        refused = await visitor.post("/api/vote", json=body | {"reason": "boring"})
    assert response.json() == {"recorded": True}
    assert assistant.votes == [(17, "up", PAGE), (17, "down", PAGE)]
    assert assistant.reasons == [None, "outdated"]
    assert refused.status_code == 422


async def test_a_vote_on_what_is_not_there_is_404() -> None:
    async with visiting(StandIn()) as visitor:
        body = {"log_id": 1, "vote": "down", "conversation": PAGE}
        response = await visitor.post("/api/vote", json=body)
    assert response.status_code == 404
    assert response.json()["detail"].startswith("没有这条问答记录")


async def test_health_names_the_edition() -> None:
    async with visiting(StandIn()) as visitor:
        assert (await visitor.get("/healthz")).json() == {"ok": True, "edition": 3}


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RuntimeError("/secret/path"), 500),
        (StoreError("数据库坏了：/secret/path"), 503),
        (EditionDamaged("第 3 版资料库不完整，请重新载入。"), 503),
    ],
)
async def test_an_error_is_a_chinese_sentence_that_gives_nothing_away(error: Exception, status: int) -> None:
    async with visiting(StandIn(error)) as visitor:
        response = await visitor.post("/api/ask", json={"question": QUESTION})
    assert response.status_code == status
    assert response.json()["detail"].endswith("。")
    assert "secret" not in response.text
    assert "nosniff" in response.headers["x-content-type-options"]


async def test_the_openapi_document_says_what_an_answer_is() -> None:
    async with visiting(StandIn()) as visitor:
        document = (await visitor.get("/openapi.json")).json()
    staff = {path for path in document["paths"] if not path.startswith("/api/admin/")}
    assert staff == {"/api/ask", "/api/context", "/api/vote", "/healthz"}
    answer = document["components"]["schemas"]["Answer"]
    assert set(answer["required"]) >= {field.name for field in fields(Answer)}
    assert "HTTPValidationError" not in document["components"]["schemas"]
