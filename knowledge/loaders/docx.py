"""Word files. lxml reads their XML (kept for twenty years, BSD); what it means is told by ECMA-376.

python-docx, mammoth, docx2python and markitdown were tried: none gives the numbers that Word counts itself
(一、 第一条), on which headings and articles of a policy rest; they lose text boxes or footnotes, and
python-docx refuses files with macros and those of WPS whose relations lead nowhere. Macros are not looked at.
"""

from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath
from zipfile import BadZipFile, ZipFile

from lxml import etree

from ..errors import UnreadableFile
from ..limits import Limits
from .labels import metadata
from .loaded import Loaded, document
from .numbering import numbering
from .outline import outlined, shown_title
from .package import opened
from .styles import Styles
from .word_text import WordText
from .wordml import Element, attribute, children, parsed

_RELATION = ("/officeDocument", "/styles", "/numbering", "/footnotes", "/endnotes")


def load(path: Path, file: str, limits: Limits) -> Loaded:
    with opened(path.read_bytes(), file, limits) as package:
        parts = dict(_parts(package, file))
    if "officeDocument" not in parts:
        raise UnreadableFile(file, "里面没有 Word 正文", "请用 Word 或 WPS 打开后重新保存")
    text = WordText(Styles(parts.get("styles")), numbering(parts.get("numbering")))
    items = text.items(parts["officeDocument"])
    items += text.notes(parts.get("footnotes"), parts.get("endnotes"))
    given = metadata(text.labels)
    title = given.get("title") or text.title or shown_title(items)
    return Loaded((document(file, outlined(items, title), given, shown=title),))


def _parts(package: ZipFile, file: str) -> Iterator[tuple[str, Element]]:
    """The parts that hold text or tell how it is set, by their role. Raises UnreadableFile."""
    main = ""
    for folder, relations in (("", "_rels/.rels"), ("word", "word/_rels/document.xml.rels")):
        root = _part(package, relations, file)
        for each in children(root, "Relationship"):
            kind, target = attribute(each, "Type"), attribute(each, "Target")
            role = next((role for role in _RELATION if kind.endswith(role)), None)
            if role and attribute(each, "TargetMode") != "External":
                place = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                main = main or place
                found = _part(package, place, file)
                if found is not None:
                    yield role[1:], found


def _part(package: ZipFile, place: str, file: str) -> Element | None:
    """A part's root; None where a relation leads nowhere, as some programs write it."""
    try:
        return parsed(package.read(place))
    except KeyError:
        return None
    except (
        etree.XMLSyntaxError,
        BadZipFile,
        EOFError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        remedy = "请用 Word 或 WPS 打开后重新保存"
        raise UnreadableFile(file, f"里面的 {place} 已损坏", remedy) from error
