import re

from bot.web.reference import fields, type_name
from tests.bot.standin import StandIn, visiting


async def reference() -> str:
    async with visiting(StandIn()) as visitor:
        response = await visitor.get("/docs")
    assert response.status_code == 200
    return response.text


async def test_the_reference_needs_nothing_from_elsewhere() -> None:
    html = await reference()
    assert "<script" not in html
    for address in re.findall(r'(?:src|href)="([^"]+)"', html):
        assert address.startswith(("/", "#"))


async def test_the_reference_shows_every_operation_and_leads_to_every_structure() -> None:
    html = await reference()
    for path in ("/api/ask", "/api/context", "/api/vote", "/healthz"):
        assert f"<code>{path}</code>" in html
    for target in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{target}"' in html


async def test_the_reference_is_in_chinese_where_people_read_it() -> None:
    html = await reference()
    assert "Successful Response" not in html
    assert "必填" in html


def test_types_read_like_types() -> None:
    pair = {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "integer"}]}
    assert type_name({"type": "array", "items": pair}) == "[integer, integer][]"
    assert type_name({"anyOf": [{"type": "string"}, {"type": "null"}]}) == "string | null"
    assert type_name({"enum": ["up", "down"]}) == '"up" | "down"'
    assert type_name({}) == "any"


def test_a_field_that_holds_a_structure_names_it() -> None:
    listed = {"type": "array", "items": {"$ref": "#/components/schemas/Snippet"}}
    [field] = fields({"properties": {"snippets": listed}, "required": ["snippets"]})
    assert (field.type, field.required, field.structure) == ("Snippet[]", True, "Snippet")
