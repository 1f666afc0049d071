"""Makes small files of the kinds that staff have: Word, Excel, PDF, zip."""

import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document as WordDocument
from docx.oxml import parse_xml
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from knowledge.document import Document
from knowledge.loaders import Limits, Loaded
from knowledge.loaders.formats import parsed

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FONT = "STSong-Light"
WIDTH, HEIGHT = A4
Blocks = list[tuple[str, str]]


def loaded(path: Path, limits: Limits | None = None) -> Loaded:
    """What the loader gives, parsed in this process, which is quicker."""
    return parsed(path, path.name, limits or Limits())


def only(path: Path) -> Document:
    (document,) = loaded(path).documents
    return document


def blocks(document: Document) -> Blocks:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def lines(path: Path) -> list[str]:
    return only(path).text.split("\n")


def word(path: Path, build: Callable[[Any], object]) -> Path:
    """A Word file that `build` has filled."""
    document = WordDocument()
    build(document)
    document.save(str(path))
    return path


def numbered(
    document: Any, levels: Sequence[tuple[str, str]], legal: bool = False, counts_on: bool = False
) -> str:
    """A list of these (numFmt, lvlText) levels; returns its number."""
    root = document.part.numbering_part.element
    digits = "<w:isLgl/>" if legal else ""
    digits = f'<w:lvlRestart w:val="0"/>{digits}' if counts_on else digits
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{digits}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    id = str(900 + len(root))
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="{id}">{inner}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>'))
    return id


def entry(document: Any, text: str, number: str, depth: int = 0) -> Any:
    """A paragraph of a list, numbered by Word itself."""
    paragraph = document.add_paragraph(text)
    xml = f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(xml))
    return paragraph


def excel(
    path: Path, sheets: Mapping[str, Iterable[Sequence[Any]]], finish: Callable[[Any], object] | None = None
) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if finish:
        finish(book)
    book.save(path)
    return path


def pdf(path: Path, draw: Callable[[Canvas], object]) -> Path:
    """A PDF that `draw` has filled; places are from the bottom left."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    canvas.setFont(FONT, 12)
    draw(canvas)
    canvas.save()
    return path


def set_lines(
    canvas: Canvas, texts: Iterable[str], left: float, top: float, size: float = 12, lead: float = 20
) -> float:
    """Print lines below one another from `top` (from the page's top); returns where the next would stand."""
    canvas.setFont(FONT, size)
    for text in texts:
        canvas.drawString(left, HEIGHT - top - size, text)
        top += lead
    return top


def wrapped(text: str, width: int, indent: int = 2) -> list[str]:
    """A paragraph set in lines of `width` characters, its first line indented."""
    whole = "\u3000" * indent + text
    return [whole[at : at + width] for at in range(0, len(whole), width)]


def packed(path: Path, files: Mapping[Any, bytes]) -> Path:
    """A zip of these files, by name or by ZipInfo."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return path


def changed(path: Path, part: str, content: bytes) -> Path:
    """The package with one part replaced."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = content
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, each in parts.items():
            package.writestr(name, each)
    path.write_bytes(buffer.getvalue())
    return path
