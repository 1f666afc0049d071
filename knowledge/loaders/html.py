"""Web pages. lxml reads them: kept for twenty years, BSD, quick, and it mends broken HTML as browsers do.

What of a page is its article is decided in furniture.py, which says what other tools made of real pages;
selectolax would read as well, but docx files need lxml anyway.
"""

import codecs
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ..document import Piece
from ..errors import UnreadableFile
from ..facts.dates import dates
from ..limits import Limits
from ..problems import Problem
from .encodings import decode
from .furniture import article, drop, is_furniture, prune
from .info_line import info_line
from .labels import FEWEST, labelled, labels_above, metadata
from .loaded import Loaded, document
from .outline import Line, outlined, shown_title
from .page_text import shown, text_of

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_AS_BROWSERS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
_NAMED = frozenset(("utf-8", "utf8", "gb18030", "big5hkscs", "utf-16"))
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_META = {
    "title": ("ArticleTitle", "og:title"),
    "published": ("PubDate", "firstpublishedtime", "article:published_time", "publishdate"),
    "source": ("ContentSource",),
    "uri": ("og:url", "Url"),
}
_SITE = re.compile(r"\s*[_|｜]\s*|\s+[-—–]\s+|-(?=[^-]{2,20}\Z)")
SHORTEST = 6  # code points of a title
SPOILT = 0.001  # of a page's characters that may be damaged
LARGEST_TABLE = 3_000  # code points of what may be a table of labels


def load(path: Path, file: str, limits: Limits) -> Loaded:
    text, warnings = _decoded(path.read_bytes(), file)
    root = _parsed(text, file)
    about, tables = _about(root), _labels(root)
    headings = _headings(root)
    prune(root)
    infos = [info for item in shown(root) if isinstance(item, Line) and (info := info_line(item.text))]
    labels, items = labels_above(shown(article(root)))
    kept = [item for item in items if isinstance(item, Piece) or not _is_aside(item.text)]
    given = _joined(infos) | about | metadata(tables | labels)
    if "title" not in given and (title := _title_beside(kept, headings)):
        given["title"] = title
    return Loaded((document(file, outlined(kept, given.get("title")), given),), tuple(warnings))


def _is_aside(line: str) -> bool:
    return is_furniture(line) or info_line(line) is not None


def _joined(infos: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What the first lines that tell it say."""
    given: dict[str, Any] = {}
    for info in infos:
        given = info | given
    return given


def _headings(root: HtmlElement) -> list[str]:
    """What may be the title of the page: its headings, and its <title> without the name of the site."""
    named = (text_of(element) for element in root.iter("h1", "h2", "title"))
    return [text for name in named for text in (name, _SITE.split(name)[0]) if len(text) >= SHORTEST]


def _title_beside(items: Sequence[Line | Piece], headings: Sequence[str]) -> str | None:
    """The title of a page whose text bears none: a heading that its <title> repeats."""
    if shown_title(items):
        return None
    return next((text for number, text in enumerate(headings) if text in headings[:number]), None)


def _decoded(raw: bytes, file: str) -> tuple[str, list[Problem]]:
    """The page as text: in the encoding it names, if it is that; browsers read gb2312 as GB 18030."""
    named = _CHARSET.search(raw[:8192])
    encoding = named[1].decode("ascii").lower() if named else ""
    encoding = _AS_BROWSERS.get(encoding, encoding)
    if encoding in _NAMED and not raw.startswith(_MARKS):
        text = raw.decode(encoding, "replace")
        spoilt = text.count("\ufffd")
        if spoilt == 0:
            return text, []
        if spoilt <= SPOILT * len(text):
            problem = f"有 {spoilt} 处文字已损坏，无法识别"
            return text, [Problem(file, None, problem, "请与原网页核对，必要时重新保存网页")]
    return decode(raw, file), []


def _parsed(text: str, file: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    clean = _DECLARATION.sub("", text).replace("\0", "")
    try:
        root = document_fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise UnreadableFile(file, "网页里没有文字", "请在浏览器中打开网页，确认内容后重新保存") from error
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise UnreadableFile(file, "网页的嵌套层次过深", "请在浏览器中打开，复制正文另存为文本文件后添加")
    return root


def _about(root: HtmlElement) -> dict[str, Any]:
    """What the page's meta elements and its link to itself say."""
    named = {
        (element.get("name") or element.get("property") or "").lower(): (element.get("content") or "").strip()
        for element in root.iter("meta")
    }
    found = {field: _first(named, names) for field, names in _META.items()}
    canonical = root.xpath("string(//link[@rel='canonical']/@href)")
    found["uri"] = found["uri"] or canonical
    found["published"] = next((day for _, day in dates(found["published"] or "")), None)
    if found["uri"] and not found["uri"].startswith(("http://", "https://")):
        found["uri"] = None
    return {field: value for field, value in found.items() if value}


def _first(named: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((value for name in names if (value := named.get(name.lower()))), None)


def _labels(root: HtmlElement) -> dict[str, str]:
    """What the page's tables of labels say. They are taken out of the page."""
    found: dict[str, str] = {}
    for element in list(root.iter("table", "ul", "dl", "div")):
        if element.getparent() is None or element.find(".//table") is not None:
            continue
        labels = labelled(_cells(element)) if len(text_of(element)) <= LARGEST_TABLE else None
        if labels and (len(labels) >= FEWEST or not metadata(labels)):
            found = labels | found
            drop(element)
    return found


def _cells(element: HtmlElement) -> list[str]:
    if element.tag == "table":
        return [text_of(cell) for cell in element.iter("td", "th")]
    return [item.text for item in shown(element)]
