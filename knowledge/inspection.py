"""What a person should look at in a document: no title, no date, damaged text, lists with gaps."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from .document import Document, Enumeration
from .newsprint.lines import LOST
from .problems import Problem

TEXT_FILES = (".md", ".markdown", ".txt", ".csv", ".html", ".htm")
WINDOW = 500  # code points that are judged at a time: about what stands on a page of a table or a form
SYMBOLS = 0.5  # of a window are symbols where its text is damaged; tables of figures have up to 0.3
_RUN = re.compile(r"(\W)\1{2,}|[\s\d.,%|+\-—_]+")  # rules, dot leaders and figures tell nothing
LINE = 30  # code points: about a line
_AROUND = 6  # code points on either side of a place by which it is found in the file


def inspect(document: Document, lists: Iterable[Enumeration], path: Path) -> Iterator[Problem]:
    """The problems of a document, in the order of its text; `path` is the file that it was read from."""
    file, metadata = document.file, document.metadata
    if not metadata.title:
        yield Problem(file, None, "没有标题", "请在文件开头写明标题，或在 library.toml 里给出 title")
    if not (metadata.published or metadata.effective):
        yield Problem(file, None, "没有日期", "请在 library.toml 里给出 published，如 2018-10-30")
    found = [*_lost(document), *_symbols(document), *_gaps(document, lists)]
    raw = _raw(path) if found else ""
    for place, problem, remedy in sorted(found):
        yield Problem(file, _line(document.text, place, raw), problem, remedy)


def _lost(document: Document) -> Iterator[tuple[int, str, str]]:
    times = document.text.count(LOST)
    if times:
        remedy = "请对照原件补上缺字后重新添加"
        yield document.text.index(LOST), f"有 {times} 处缺字（显示为 {LOST}）", remedy


def _symbols(document: Document) -> Iterator[tuple[int, str, str]]:
    """The first part of the text that is mostly symbols, as wrong encodings and nameless glyphs give."""
    for start in range(0, len(document.text), WINDOW):
        part = _RUN.sub("", document.text[start : start + WINDOW])
        share = sum(map(_is_symbol, part)) / max(1, len(part))
        if len(part) >= WINDOW // 10 and share > SYMBOLS:
            remedy = "请对照原件检查；如为乱码，请重新导出或识别文字"
            first = _first(document.text, start)
            yield first, f"从这里起多是符号，疑为乱码（约 {share:.0%}）", remedy
            return


def _first(text: str, start: int) -> int:
    """Where in a window that is mostly symbols they begin to be most, but for marks and spaces."""
    strange = (at for at in range(start, min(start + WINDOW, len(text))) if _is_strange(text[at]))
    return next((at for at in strange if sum(map(_is_symbol, text[at : at + LINE])) > SYMBOLS * LINE), start)


def _is_symbol(character: str) -> bool:
    """Neither a letter as Chinese or English text has it, nor a digit."""
    return (
        not character.isalnum()
        or "\u0080" <= character <= "\u024f"
        or unicodedata.category(character) == "Co"
    )


def _is_strange(character: str) -> bool:
    return _is_symbol(character) and not unicodedata.category(character).startswith(("P", "Z", "Cc"))


def _gaps(document: Document, lists: Iterable[Enumeration]) -> Iterator[tuple[int, str, str]]:
    for each in lists:
        if each.announced is not None and each.announced != len(each.items):
            start, end = each.lead
            lead = " ".join(document.text[max(start, end - 30) : end].split())
            problem = f"“{lead}”说有 {each.announced} 项，只认出 {len(each.items)} 项"
            yield start, problem, "请对照原件检查是否缺项或断行有误"


def _raw(path: Path) -> str:
    """The text of a file as it stands on disk, where it is one of text."""
    if path.suffix.lower() not in TEXT_FILES:
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _line(text: str, place: int, raw: str) -> int | None:
    """The line of a file in which a place of its document's text stands; None where it is not found."""
    before, after = text[max(0, place - _AROUND) : place], text[place : place + 2 * _AROUND]
    match = re.search(rf"{_spaced(before)}\s*(?P<here>{_spaced(after)})", raw) if raw else None
    return raw.count("\n", 0, match.start("here")) + 1 if match else None


def _spaced(text: str) -> str:
    """A pattern for the text with any white space in it."""
    return r"\s*".join(map(re.escape, "".join(text.split())))
