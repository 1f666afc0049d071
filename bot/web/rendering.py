"""The page templates and what they say about an answer: marked words, origins, paths to passages."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot import messages
from bot.desk.logwords import VOTE_REASONS
from bot.markup import is_web_address

Segment = tuple[str, bool]
THEMES = ("light", "dark")
_THEME_COOKIE = "fupin_theme"
_THEME_AGE = 365 * 24 * 3600  # seconds
KINDS = {"list": "要点", "article": "条文", "table": "表格", "curated": "本机构答复"}


def environment() -> Environment:
    """The templates, which escape everything they are given. static/templates.js fills the same markup."""
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "context_path": context_path,
        "origin": origin,
        "paragraphs": paragraphs,
        "quotation": quotation,
    }
    env.tests |= {"restated": restated, "web_address": is_web_address}
    env.globals |= {"KINDS": KINDS, "VOTE_REASONS": VOTE_REASONS, "messages": messages}
    return env


def rendered(request: Request, name: str, /, *, status_code: int = 200, **values: Any) -> HTMLResponse:
    """A page in the colours that the visitor has chosen; where nothing is chosen, in those of the system."""
    chosen = request.cookies.get(_THEME_COOKIE)
    theme = chosen if chosen in THEMES else None
    template = request.app.state.templates.get_template(name)
    return HTMLResponse(template.render(theme=theme, **values), status_code)


def remember_theme(response: Response, theme: str) -> None:
    """Keep the choice of colours in the browser; what is none of THEMES means the system's."""
    if theme in THEMES:
        response.set_cookie(_THEME_COOKIE, theme, _THEME_AGE, httponly=True, samesite="lax")
    else:
        response.delete_cookie(_THEME_COOKIE)


def paragraphs(text: str, spans: Sequence[Sequence[int]]) -> list[list[Segment]]:
    """The lines of `text` that are not blank, each cut where its marked `spans` begin and end."""
    lines: list[list[Segment]] = [[]]
    for part, mark in _marked(text, spans):
        for number, words in enumerate(part.split("\n")):
            if number:
                lines.append([])
            if words:
                lines[-1].append((words, mark))
    return [line for line in lines if any(words.strip() for words, _ in line)]


def _marked(text: str, spans: Sequence[Sequence[int]]) -> Iterator[Segment]:
    at = 0
    for start, end in sorted((start, end) for start, end in spans):
        start, end = max(at, start), min(end, len(text))
        if start < end:
            yield text[at:start], False
            yield text[start:end], True
            at = end
    yield text[at:], False


def restated(answer: Mapping[str, Any]) -> bool:
    """Whether the question was understood as one with other words, not just other punctuation."""
    return _words(answer["understood"]) != _words(answer["question"])


def _words(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def origin(citation: Mapping[str, Any]) -> str:
    """Issuer or else source, author, document number, date; what is not known is left out."""
    issuer = citation["issuer"] or citation["source"]
    known = (issuer, citation.get("author"), citation["number"], citation["published"])
    return " · ".join(filter(None, known))


def quotation(snippet: Mapping[str, Any]) -> str:
    """What is copied: the quoted words and, on a line of its own, where they stand."""
    return f"“{snippet['text']}”\n——{snippet['citation']['line']}"


def context_path(citation: Mapping[str, Any], edition: int | None) -> str:
    """Where the page shows a citation in its context; the same query asks /api/context for it."""
    spans = chain.from_iterable((("start", start), ("end", end)) for start, end in citation["spans"])
    query = [("document", citation["document"]), *spans, *([("edition", edition)] if edition else [])]
    return f"/context?{urlencode(query)}"
