"""Runs of text -> Telegram's HTML, in parts that each fit one message."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from itertools import groupby

from knowledge.document import Span

LIMIT = 4096  # UTF-16 code units of a message, as Telegram counts them; here its tags count as well
LONGEST_LINK = 500  # a longer address is left out, so that a part always has room for text
_TAG = re.compile(r"<[^>]*>")
_SENTENCE_END = re.compile(r"[。！？!?；;…\n][”’」』）)\]】]*")


@dataclass(frozen=True, slots=True)
class Run:
    """Text that is shown one way. Neighbouring quoted runs stand in one block quote; a tap copies code."""

    text: str
    quoted: bool = False
    bold: bool = False
    code: bool = False
    link: str | None = None


def emphasised(text: str, spans: Iterable[Span], quoted: bool = False) -> Iterator[Run]:
    """`text` with its spans in bold; they may overlap, touch or reach beyond the text."""
    at = 0
    for start, end in sorted(spans):
        start, end = max(start, at), min(end, len(text))
        if start < end:
            yield Run(text[at:start], quoted)
            yield Run(text[start:end], quoted, bold=True)
            at = end
    yield Run(text[at:], quoted)


def parts(runs: Iterable[Run], limit: int = LIMIT) -> list[str]:
    """Messages of at most `limit` UTF-16 units, tags included; blank ones are left out.

    Text is cut before tags are added, so each part has all of its own tags and whole characters.
    """
    rest = [run for run in runs if run.text]
    cut: list[str] = []
    while rest:
        end = _end(rest, limit)
        cut.append(html(_taken(rest, end)))
        rest = _dropped(rest, end)
    return [part for part in cut if plain(part).strip()]


def html(runs: Iterable[Run]) -> str:
    """The runs as Telegram's HTML, uncut."""
    blocks = ((quoted, "".join(map(_inline, group))) for quoted, group in groupby(runs, lambda r: r.quoted))
    return "".join(f"<blockquote>{block}</blockquote>" if quoted else block for quoted, block in blocks)


def plain(part: str) -> str:
    """What a reader sees of a part that `html` made."""
    return unescape(_TAG.sub("", part))


def utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_web_address(address: str | None) -> bool:
    return bool(address) and re.match(r"https?://\S+$", str(address)) is not None


def _inline(run: Run) -> str:
    text = escape(run.text, quote=False)
    if run.bold:
        text = f"<b>{text}</b>"
    if run.code:
        text = f"<code>{text}</code>"
    if run.link and len(run.link) <= LONGEST_LINK:
        text = f'<a href="{escape(run.link)}">{text}</a>'
    return text


def _end(runs: Sequence[Run], limit: int) -> int:
    """How many characters go into the next part: all, up to a paragraph's or sentence's end, or what fits."""
    text = "".join(run.text for run in runs)
    fits = bisect_right(range(1, len(text) + 1), limit, key=lambda end: utf16_units(html(_taken(runs, end))))
    if fits == len(text):
        return fits
    paragraph = text.rfind("\n\n", 0, fits) + 2
    if paragraph > fits // 2:
        return paragraph
    sentence = max((found.end() for found in _SENTENCE_END.finditer(text, 0, fits)), default=0)
    return sentence if sentence > fits // 4 else max(fits, 1)


def _taken(runs: Iterable[Run], count: int) -> Iterator[Run]:
    for run in runs:
        if count <= 0:
            return
        yield replace(run, text=run.text[:count])
        count -= len(run.text)


def _dropped(runs: Iterable[Run], count: int) -> list[Run]:
    kept: list[Run] = []
    for run in runs:
        if len(run.text) > count:
            kept.append(replace(run, text=run.text[max(count, 0) :]))
        count -= len(run.text)
    return kept
