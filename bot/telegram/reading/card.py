"""What is known of one document, and what can be done with it. Pure."""

from collections.abc import Iterator, Sequence

from bot.desk.library.catalogue import Catalogue
from bot.desk.library.documents import Shown
from bot.desk.library.entry import OPEN, Entry
from bot.markup import Run, is_web_address, parts
from bot.store.outbox import Button
from bot.telegram.reading import words
from bot.telegram.reading.screen import Screen

VERSIONS = 5
"""Other versions of a law that have a button."""


def card(catalogue: Catalogue, entry: Entry, shown: Shown, actions: Sequence[Sequence[Button]]) -> Screen:
    """`actions` are the rows of what can be done with the document itself."""
    versions = catalogue.versions(entry)[:VERSIONS]
    others = [(words.version(each.metadata), OPEN.format(key=each.key)) for each in versions]
    return Screen(parts(_runs(entry, shown, len(versions)))[0], [*actions, *([each] for each in others)])


def nearest(catalogue: Catalogue, typed: str) -> Screen:
    """The documents whose titles are most like what was typed."""
    found = catalogue.nearest(typed)
    lines = (Run(f"\n\n{place}. {entry.line(None)}") for place, entry in enumerate(found, 1))
    opening = [(str(place), OPEN.format(key=entry.key)) for place, entry in enumerate(found, 1)]
    said = words.NEAREST if found else words.NOTHING_LIKE
    return Screen(parts([Run(said), *lines])[0], [opening] if opening else [])


def _runs(entry: Entry, shown: Shown, versions: int) -> Iterator[Run]:
    yield Run(entry.title, bold=True)
    if shown.row.validity:
        yield Run(f"\n⚠️ {shown.row.validity}", bold=True)
    for name, value in _facts(entry, shown):
        if value:
            yield Run(f"\n{name}：{value}")
    if is_web_address(entry.metadata.uri):
        yield Run("\n")
        yield Run(words.PUBLISHED_AT, link=entry.metadata.uri)
    if versions:
        yield Run(f"\n{words.versions(versions + 1)}")


def _facts(entry: Entry, shown: Shown) -> Iterator[tuple[str, str | None]]:
    known = entry.metadata
    yield "发布机关", known.issuer
    yield "来源", known.source
    yield "文号", known.number
    yield "发布日期", known.published
    yield "施行日期", known.effective
    yield "有效期至", known.expires
    yield "文件类型", known.document_type
    yield "栏目", known.column
    yield "地区", "、".join(known.regions)
    yield "篇幅", f"{len(shown.document.text)} 字，{len(shown.passages)} 段"
