"""Markdown with YAML front matter. markdown-it-py reads it: kept, strict CommonMark, and Rich needs it too.

The text shown is the text without its markup; a level-1 heading that is the title is not repeated in it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..document import LONGEST_HEADING, Kind, Piece
from ..errors import UnreadableFile
from ..limits import Limits
from ..repair import repair
from ..structure import pieces
from .encodings import read_text
from .front_matter import split_front_matter
from .labels import labels_above, metadata
from .loaded import Loaded, document
from .outline import Line
from .page_text import rows_of
from .tables import Grid, table_pieces
from .tags import seen, without_tags

NESTING = 60  # blocks within blocks; CommonMark's own limit of 20 would drop what stands deeper
# CommonMark takes **问：**谁 for no emphasis, since a mark stands inside and no space behind it.
_EMPHASIS = re.compile(r"\*\*(?=\S)([^*\n]+)(?<=\S)\*\*")
_TABLE = re.compile(r"(<table\b.*?</table\s*>)", re.IGNORECASE | re.DOTALL)
_PIPE = re.compile(r"(?<!\\)\|")
_FOOTNOTE = re.compile(r"^[ >]*\[[^\]\n]+\]:(?!\s*<?(?:[a-z]+:|[/#.]))", re.MULTILINE)


def load(path: Path, file: str, limits: Limits) -> Loaded:
    front = split_front_matter(read_text(path, file, limits), file)
    tokens = _parser(front.body).parse(front.body)
    _refuse_deep(tokens, file)
    parsed = list(_pieces(tokens, front.body.split("\n")))
    heading = next((piece.text for piece in parsed if piece.level == 1), None)
    if parsed and parsed[0].level == 1 and parsed[0].text == front.given.get("title", heading):
        parsed = parsed[len(parsed[0].text) <= LONGEST_HEADING :]
    labels, _ = labels_above([Line(piece.text) for piece in parsed])
    return Loaded((document(file, parsed, metadata(labels) | front.given, heading),), front.warnings)


def _parser(body: str) -> MarkdownIt:
    """A parser that takes [1]: … for the address of a link only where it is one; else it is a footnote."""
    parser = MarkdownIt("commonmark", {"maxNesting": NESTING}).enable("table")
    return parser.disable("reference") if _FOOTNOTE.search(body) else parser


def _refuse_deep(tokens: Sequence[Token], file: str) -> None:
    """Raises UnreadableFile where the parser may have dropped what stands too deep."""
    if any(token.level >= NESTING - 1 for token in tokens):
        raise UnreadableFile(file, "引用或列表嵌套过深", "请减少层次后重新添加")


def _pieces(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Piece]:
    """Headings, paragraphs and table rows; plain paragraphs may still be articles, questions or answers."""
    level, number, line = 0, "", ""
    rows: list[tuple[str, ...]] = []
    row: list[str] | None = None
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "tr_open":
            row, line = [], lines[token.map[0]] if token.map else ""
        elif token.type == "tr_close" and row is not None:
            rows.append((*row, *_beyond(line, len(row))))
            row = None
        elif token.type == "table_close":
            yield from _table(rows)
            rows = []
        elif token.type == "html_block":
            yield from _html(token.content)
        elif text := _text(token):
            if row is not None:
                row.append(" ".join(text.split("\n")))
            elif level:
                yield Piece(" ".join(text.split("\n")), "heading", level)
            else:
                yield from _paragraphs(number + text)
                number = ""
        elif token.type == "inline" and row is not None:
            row.append("")


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[Piece]:
    """Each row with its headers; where the first row has gaps, as a title has, they are looked for.

    What heads an empty column stands in no row: then the header is a row of its own.
    """
    header = rows[0]
    told = len(rows) > 1 and all(header)
    if told and not all(any(row[at : at + 1] != ("",) for row in rows[1:]) for at in range(len(header))):
        yield Piece(" | ".join(header), "table")
    yield from _pieces_of(table_pieces(Grid(tuple(rows), header=1 if told else None)))


def _pieces_of(items: Iterable[Line | Piece]) -> Iterator[Piece]:
    return (Piece(item.text) if isinstance(item, Line) else item for item in items)


def _html(html: str) -> Iterator[Piece]:
    """The text of a piece of HTML; the rows of a table as those of one written in Markdown."""
    for number, part in enumerate(_TABLE.split(seen(html))):
        if number % 2:
            yield from _pieces_of(rows_of(part))
        else:
            yield from _paragraphs(without_tags(part).strip())


def _beyond(line: str, columns: int) -> list[str]:
    """The cells of a table's row for which the table's head has no column: Markdown would drop them."""
    cells = [cell.strip() for cell in _PIPE.split(line.strip(" \t>"))]
    return [cell for cell in cells[not cells[0] :][columns:] if cell]


def _text(token: Token) -> str:
    """The text of a token without its markup; empty for one that only opens or closes something."""
    if token.type == "inline":
        return _plain(token.children or ())
    return token.content.strip("\n") if token.type in ("fence", "code_block") else ""


def _plain(children: Sequence[Token]) -> str:
    parts = []
    for is_text, found in groupby(children, key=lambda child: child.type == "text"):
        run = list(found)
        text = _EMPHASIS.sub(r"\1", "".join(child.content for child in run)) if is_text else _marked(run)
        parts.append(text)
    return "".join(parts).strip()


def _marked(children: Iterable[Token]) -> str:
    """The text of what is not plain."""
    parts = []
    for child in children:
        if child.type == "code_inline":
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "html_inline":
            parts.append(without_tags(child.content))
        elif child.type == "image":
            parts.append(_plain(child.children or ()))
    return "".join(parts)


def _paragraphs(text: str) -> Iterator[Piece]:
    kept: tuple[Kind, ...] = ("article", "question", "answer")
    for line in (repair(text) if "\n" in text else text).split("\n"):
        if line.strip():
            found = next(iter(pieces([line])), Piece(line.strip()))
            yield found if found.kind in kept and found.text == line.strip() else Piece(line.strip())
