"""The API's reference at /docs, rendered from the OpenAPI document; FastAPI's own page loads from a CDN."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from bot.web.rendering import rendered

Schema = dict[str, Any]
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Field:
    """One row of a table: a parameter, or a field of an object. `structure` names the object it leads to."""

    name: str
    type: str
    required: bool
    description: str
    structure: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a status code means, and the structure that comes with it."""

    status: str
    description: str
    structure: str | None


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path. `structure` names the object its body holds."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Field, ...]
    structure: str | None
    outcomes: tuple[Outcome, ...]


@router.get("/docs")
def reference(request: Request) -> HTMLResponse:
    """The reference as a page that needs no script."""
    document = request.app.openapi()
    structures = document["components"]["schemas"]
    return rendered(
        request,
        "reference.html",
        info=document["info"],
        server=str(request.base_url).rstrip("/"),
        operations=list(operations(document)),
        structures={name: list(fields(schema)) for name, schema in structures.items()},
        about={name: schema.get("description", "") for name, schema in structures.items()},
    )


def operations(document: Schema) -> Iterator[Operation]:
    """Every method of every path, in the order of the OpenAPI document."""
    for path, methods in document["paths"].items():
        for method, found in methods.items():
            yield Operation(
                method.upper(),
                path,
                found.get("summary", ""),
                found.get("description", ""),
                tuple(_parameters(found)),
                _structure_of(found.get("requestBody", {})),
                tuple(_outcomes(found)),
            )


def fields(schema: Schema) -> Iterator[Field]:
    """The fields of an object."""
    for name, value in schema.get("properties", {}).items():
        yield _field(name, value, name in schema.get("required", ()))


def type_name(schema: Schema) -> str:
    """A schema's type as one reads it: string, [integer, integer][], "up" | "down", Citation | null."""
    if "$ref" in schema:
        return _referred(schema)
    if "anyOf" in schema:
        return " | ".join(map(type_name, schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(f'"{value}"' for value in schema["enum"])
    if "prefixItems" in schema:
        return f"[{', '.join(map(type_name, schema['prefixItems']))}]"
    if "items" in schema:
        return f"{type_name(schema['items'])}[]"
    return str(schema.get("type", "any"))


def _parameters(operation: Schema) -> Iterator[Field]:
    for found in operation.get("parameters", ()):
        described = {**found["schema"], "description": found.get("description", "")}
        yield _field(found["name"], described, found.get("required", False))


def _field(name: str, schema: Schema, required: bool) -> Field:
    inner = schema.get("items", schema)
    structure = _referred(inner) if "$ref" in inner else None
    return Field(name, type_name(schema), required, schema.get("description", ""), structure)


def _outcomes(operation: Schema) -> Iterator[Outcome]:
    for status, found in operation["responses"].items():
        success = found["description"] == "Successful Response"
        yield Outcome(status, "成功。" if success else found["description"], _structure_of(found))


def _structure_of(carrier: Schema) -> str | None:
    schema = carrier.get("content", {}).get("application/json", {}).get("schema", {})
    return _referred(schema) if "$ref" in schema else None


def _referred(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]
