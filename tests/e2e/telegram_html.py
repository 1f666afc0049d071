"""Telegram's HTML as its server reads it: the text shown and its entities, or why it is refused."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

_TOKEN = re.compile(r"<(?P<slash>/?)(?P<name>[^\s<>]*)(?P<rest>[^<>]*)(?P<end>>?)|(?P<text>[^<]+)")
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
_HREF = re.compile(r"""href\s*=\s*(["'])(.*?)\1""")
_TYPES = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "s": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
}


class Refused(ValueError):
    """The text cannot be read; the message is the end of Telegram's description."""


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    rest: str
    start: int


def units(text: str) -> int:
    """UTF-16 code units, in which Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def read(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The text shown and its entities (offsets in UTF-16 units). Raises Refused."""
    shown, entities, stack = "", [], list[_Open]()
    for token in _TOKEN.finditer(source):
        if token["text"] is not None:
            shown += _REFERENCE.sub(lambda reference: unescape(reference[0]), token["text"])
        elif not token["slash"]:
            stack.append(_opened(token, units(shown)))
        else:
            entities += _closed(token, stack, units(shown))
    if stack:
        raise Refused(f'Can\'t find end tag corresponding to start tag "{stack[-1].name}"')
    return shown, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _opened(token: re.Match[str], at: int) -> _Open:
    name = token["name"].lower()
    if not token["end"]:
        raise Refused(f"Unclosed start tag at byte offset {token.start()}")
    if name not in _TYPES:
        raise Refused(f'Unsupported start tag "{name}" at byte offset {token.start()}')
    return _Open(name, token["rest"], at)


def _closed(token: re.Match[str], stack: list[_Open], at: int) -> list[dict[str, Any]]:
    if not stack or not token["end"]:
        raise Refused(f"Unexpected end tag at byte offset {token.start()}")
    opened = stack.pop()
    if token["name"].lower() not in ("", opened.name):
        raise Refused(
            f'Unmatched end tag at byte offset {token.start()}, expected "</{opened.name}>", '
            f'found "</{token["name"]}>"'
        )
    if at == opened.start:
        return []
    entity = {"type": _TYPES[opened.name], "offset": opened.start, "length": at - opened.start}
    if opened.name == "a":
        href = _HREF.search(opened.rest)
        return [entity | {"url": unescape(href[2])}] if href else []
    return [entity]
