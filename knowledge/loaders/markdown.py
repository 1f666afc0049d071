"""Markdown with YAML front matter. markdown-it-py reads it: kept, strict CommonMark, and Rich brings it along.

The text shown is the text without its markup; a level-1 heading that is the title is not repeated in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..document import Document, Kind, Metadata, Piece
from ..errors import UnreadableFile
from ..structure import pieces, recognised
from . import document_id, read_text

FENCE = "---"
KNOWN = {field.name for field in fields(Metadata)} - {"guessed"}


def load(path: Path, file: str) -> list[Document]:
    given, body, _ = split_front_matter(read_text(path, file), file)
    parsed = list(_pieces(MarkdownIt("commonmark").enable("table").parse(body)))
    guessed = recognised("\n".join(piece.text for piece in parsed))
    heading = next((piece.text for piece in parsed if piece.level == 1), None)
    metadata = merged(given, guessed, heading)
    if parsed and parsed[0].level == 1 and parsed[0].text == metadata.title:
        parsed = parsed[1:]
    return [Document.assemble(document_id(file), file, parsed, metadata)]


def merged(given: dict[str, Any], guessed: Metadata, heading: str | None) -> Metadata:
    """What the front matter gives, else what was recognised and is marked so. A null there stays null."""
    if heading and "title" not in given:
        given = {"title": heading} | given
    left = {name: getattr(guessed, name) for name in guessed.guessed if name not in given}
    return replace(Metadata(**{**given, **left}), guessed=frozenset(left))


def split_front_matter(text: str, file: str) -> tuple[dict[str, Any], str, int]:
    """The metadata, the body, and the body's first line (0 …). Raises UnreadableFile naming the line."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return {}, text, 0
    try:
        end = next(i for i, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE)
    except StopIteration:
        raise UnreadableFile(file, "开头的 --- 没有对应的结束行", "请在元数据之后另起一行写 ---", 1) from None
    try:
        found = yaml.safe_load("\n".join(lines[1:end])) or {}
    except yaml.MarkedYAMLError as error:
        line = 2 + (error.problem_mark.line if error.problem_mark else 0)
        raise UnreadableFile(file, "元数据不是有效的 YAML", "请检查冒号、引号和缩进", line) from error
    if not isinstance(found, dict):
        raise UnreadableFile(file, "元数据应是“名称: 值”的形式", "请按“title: 标题”的样子书写", 2)
    return _checked(found, lines, file), "\n".join(lines[end + 1 :]), end + 1


def _checked(found: dict[str, Any], lines: Sequence[str], file: str) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    for name, value in found.items():
        line = next((i for i, text in enumerate(lines, 1) if text.startswith(str(name))), 2)
        if name not in KNOWN:
            raise UnreadableFile(file, f"不认识元数据“{name}”", f"可用的名称：{'、'.join(sorted(KNOWN))}", line)
        checked[name] = _value(name, value, file, line)
    return checked


def _value(name: str, value: Any, file: str, line: int) -> Any:
    if name == "regions":
        listed = value if isinstance(value, list) else [value] if value else []
        return tuple(str(region) for region in listed)
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if value is None or isinstance(value, str | int | float):
        return None if value is None else str(value)
    raise UnreadableFile(file, f"元数据“{name}”应是一行文字", "请改成一行文字", line)


def _pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    """Headings, paragraphs and table rows; plain paragraphs may still be articles, questions or answers."""
    kind, level, row = "paragraph", 0, [""]
    for token in tokens:
        if token.type == "heading_open":
            kind, level = "heading", int(token.tag[1])
        elif token.type in ("paragraph_open", "heading_close"):
            kind, level = "paragraph", 0
        elif token.type == "tr_open":
            kind, row = "table", []
        elif token.type == "tr_close":
            yield Piece(" | ".join(row), "table")
            kind = "paragraph"
        elif token.type == "inline" and kind == "table":
            row.append(_plain(token))
        elif token.type == "inline" and kind == "heading":
            yield Piece(_plain(token), "heading", level)
        elif token.type in ("inline", "fence", "code_block"):
            text = _plain(token) if token.type == "inline" else token.content
            yield from (_body(line) for line in text.split("\n") if line.strip())


def _body(line: str) -> Piece:
    found = next(iter(pieces([line])), Piece(line.strip()))
    kept: tuple[Kind, ...] = ("article", "question", "answer")
    return found if found.kind in kept else Piece(line.strip())


def _plain(token: Token) -> str:
    """The text of inline Markdown without its markup."""
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append("\n")
        elif child.type == "hardbreak":
            parts.append("\n")
        elif child.type == "image":
            parts.append(child.content)
    return "".join(parts).strip()
