"""PDF files. pypdfium2 reads them: PDFium, Chrome's reader, Apache and BSD, small, hardened in the wild.

It was the quickest on real pages (0.1 s where pdfminer.six took 0.25 s and pdfplumber 0.4 s), knows the
fonts of Chinese programs, and gives each character's place. Two columns came out of pdfminer.six, pdfplumber
and markitdown with their lines mixed; pypdf and PDFium keep the file's own order, which is right by luck.
Reading order, running heads, paragraphs and tables are told from the places, in the modules beside this.
"""

from collections.abc import Iterator
from ctypes import byref, c_float, c_int
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ..errors import UnreadableFile
from ..limits import Limits
from .glyphs import Glyph
from .loaded import Loaded, document
from .outline import outlined, shown_title
from .printed import Page, printed
from .ruled_tables import Rule

_BLANK = frozenset((0xA0, 0xAD, 0x200B, 0x3000, 0xFEFF, 0xFFFE))
UNMAPPED = 0.2  # of the characters; a file with more tells glyphs but no text
BOLD = 600
TILT = 0.1  # radians; text at another angle is a watermark
THIN = 2.5  # points; a path that is thinner is a rule
LEAST_RULE = 6.0  # points
MOST_OBJECTS = 20_000  # of a page
MOST_SEGMENTS = 5_000  # of a path
MOST_CHARACTERS = 60_000  # of a page


def load(path: Path, file: str, limits: Limits) -> Loaded:
    book = _opened(path, file)
    try:
        if len(book) > limits.pages:
            raise UnreadableFile(file, f"超过 {limits.pages} 页", "请拆成几份后重新添加")
        pages = [_page(book[number]) for number in range(len(book))]
    finally:
        book.close()
    _refuse_scan(pages, file)
    items = printed([page for page, _ in pages])
    title = shown_title(items)
    return Loaded((document(file, outlined(items, title), shown=title),))


def _opened(path: Path, file: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path.read_bytes())
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            remedy = "请去掉密码，或打印成没有密码的 PDF 后重新添加"
            raise UnreadableFile(file, "文件设有密码", remedy) from error
        remedy = "请重新下载，或用 WPS 打开后另存为 PDF"
        raise UnreadableFile(file, "PDF 不完整或已损坏", remedy) from error


def _refuse_scan(pages: list[tuple[Page, int]], file: str) -> None:
    """Raises UnreadableFile where the pages show pictures of text, or glyphs without their characters."""
    found, unmapped = sum(len(page.glyphs) for page, _ in pages), sum(count for _, count in pages)
    remedy = "请用带文字识别（OCR）的软件转换成 Word 或可以选中文字的 PDF 后重新添加"
    if found < 10 * len(pages) and found < 200:
        raise UnreadableFile(file, "这是扫描件，里面只有图片，没有文字", remedy)
    if unmapped > UNMAPPED * (found + unmapped):
        raise UnreadableFile(file, "字体没有文字编码，取出来是乱码", remedy)


def _page(page: pypdfium2.PdfPage) -> tuple[Page, int]:
    """A page, and how many of its characters have no code."""
    turn = _Turn(page)
    text = page.get_textpage()
    glyphs, unmapped = [], 0
    for at in range(min(text.count_chars(), MOST_CHARACTERS)):
        if pdfium.FPDFText_HasUnicodeMapError(text, at) == 1:
            unmapped += 1
        elif glyph := _glyph(text, at, turn):
            glyphs.append(glyph)
    rules = list(_rules(page, turn))
    level = [rule for flat, rule in rules if flat]
    upright = [rule for flat, rule in rules if not flat]
    return Page(turn.width, turn.height, glyphs, level, upright), unmapped


class _Turn:
    """Turns places in a page's own space, from the bottom left, into what is seen, from the top left."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        left, bottom, right, top = page.get_mediabox()
        self.box = left, bottom, right, top
        self.quarters = page.get_rotation() // 90 % 4
        self.width, self.height = page.get_size()

    def __call__(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """Left, top, right, bottom as seen."""
        x0, y0, x1, y1 = self.box
        if self.quarters == 1:
            return bottom - y0, left - x0, top - y0, right - x0
        if self.quarters == 2:
            return x1 - right, bottom - y0, x1 - left, top - y0
        if self.quarters == 3:
            return y1 - top, x1 - right, y1 - bottom, x1 - left
        return left - x0, y1 - top, right - x0, y1 - bottom


def _glyph(text: Any, at: int, turn: _Turn) -> Glyph | None:
    """A character that is printed upright; spaces are told from gaps."""
    code = pdfium.FPDFText_GetUnicode(text, at)
    if (
        code <= 32
        or code in (0xA0, 0xAD, 0x3000, 0xFEFF, 0xFFFE)
        or pdfium.FPDFText_IsGenerated(text, at) == 1
    ):
        return None
    angle = pdfium.FPDFText_GetCharAngle(text, at) + turn.quarters * 1.5707963
    if min(abs(angle) % 6.2831853, 6.2831853 - abs(angle) % 6.2831853) > TILT:
        return None
    left, top, right, bottom = turn(*text.get_charbox(at, loose=True))
    if right <= left or bottom <= top:
        return None
    bold = pdfium.FPDFText_GetFontWeight(text, at) >= BOLD
    return Glyph(chr(code), left, top, right, bottom, bold)


def _rules(page: pypdfium2.PdfPage, turn: _Turn) -> Iterator[tuple[bool, Rule]]:
    """The straight lines of a page, each with whether it is level; a frame gives its four sides."""
    for number, found in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1)):
        if number == MOST_OBJECTS:
            return
        left, top, right, bottom = turn(*found.get_bounds())
        wide, high = right - left, bottom - top
        if high <= THIN and wide >= LEAST_RULE:
            yield True, Rule((top + bottom) / 2, left, right)
        elif wide <= THIN and high >= LEAST_RULE:
            yield False, Rule((left + right) / 2, top, bottom)
        elif _is_stroked(found):
            yield from _sides(found, turn)


def _is_stroked(found: Any) -> bool:
    fill, stroke = c_int(), c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(found.raw, byref(fill), byref(stroke)) and stroke.value)


def _sides(found: Any, turn: _Turn) -> Iterator[tuple[bool, Rule]]:
    """The level and upright lines that a path draws."""
    matrix = found.get_matrix()
    before: tuple[float, float] | None = None
    start: tuple[float, float] | None = None
    for at in range(min(pdfium.FPDFPath_CountSegments(found.raw), MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(found.raw, at)
        x, y = c_float(), c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = matrix.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_LINETO and before:
            yield from _rule(before, point, turn)
        elif kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        if start and pdfium.FPDFPathSegment_GetClose(segment):
            yield from _rule(point, start, turn)
        before = point


def _rule(start: tuple[float, float], end: tuple[float, float], turn: _Turn) -> Iterator[tuple[bool, Rule]]:
    (x0, y0), (x1, y1) = start, end
    left, top, right, bottom = turn(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    if bottom - top <= THIN and right - left >= LEAST_RULE:
        yield True, Rule((top + bottom) / 2, left, right)
    elif right - left <= THIN and bottom - top >= LEAST_RULE:
        yield False, Rule((left + right) / 2, top, bottom)
