"""Lines as a page or a printed sheet shows them -> pieces: which are headings, and of what depth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..document import Piece
from ..facts.titles import title_of
from ..outline.headings import paragraphs
from ..structure import pieces

TITLE_LINES = 20  # lines at the top among which the title is
LONGEST = 60  # code points of a line that is a heading by its looks alone
_Rank = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `level` is the depth of a heading that was marked as one (1 …), 0 for other text.

    `display` lines are set apart as titles are: larger, or bold and centred.
    """

    text: str
    level: int = 0
    display: bool = False


def outlined(items: Sequence[Line | Piece], title: str | None = None) -> list[Piece]:
    """Pieces in the order of the items; those that are pieces already (rows of tables) stay as they are.

    Headings that were marked come first, then those set apart by their looks, then numbered ones. The lines
    at the top that make up the title become one paragraph; `title` is "" where it is known not to be there.
    """
    whole = list(_split(_titled(items, title)))
    lines = [item for item in whole if isinstance(item, Line)]
    found = _found([line.text for line in lines])
    ranks = _ranks(lines, found)
    depth = {rank: number for number, rank in enumerate(sorted({rank for rank in ranks if rank}), 1)}
    made = (_piece(piece, rank and depth[rank]) for piece, rank in zip(found, ranks, strict=True))
    return [item if isinstance(item, Piece) else next(made) for item in whole]


def shown_title(items: Sequence[Line | Piece]) -> str | None:
    """The title; where no line reads as one, the first line if it is set apart."""
    top = [item for item in items[:TITLE_LINES] if isinstance(item, Line)]
    if title := title_of("\n".join(line.text for line in top)):
        return title
    return top[0].text if top and top[0].display and len(top[0].text) <= LONGEST else None


def _found(texts: Sequence[str]) -> list[Piece]:
    """One piece for each text."""
    found = pieces(texts)
    return found if len(found) == len(texts) else [Piece(text) for text in texts]


def _piece(piece: Piece, level: int | None) -> Piece:
    if level:
        return Piece(piece.text, "heading", level)
    return replace(piece, kind="paragraph", level=0) if piece.kind == "heading" else piece


def _titled(items: Sequence[Line | Piece], title: str | None) -> Iterator[Line | Piece]:
    """The items, with the title's lines as one that is no heading."""
    at, end, whole = _title_lines(items, title)
    yield from items[:at]
    if whole:
        yield Line(whole)
    yield from items[end:]


def _title_lines(items: Sequence[Line | Piece], title: str | None) -> tuple[int, int, str]:
    """Where the lines of the title start and end, and what they say together; 0, 0, "" without a title."""
    top = [item.text if isinstance(item, Line) else "" for item in items[:TITLE_LINES]]
    title = title_of("\n".join(filter(None, top))) if title is None else title
    wanted = "".join(title.split()) if title else ""
    for start in range(len(top)) if wanted else ():
        for end in range(start + 1, min(start + 5, len(top)) + 1):
            if all(top[start:end]) and "".join("".join(top[start:end]).split()) == wanted:
                return start, end, top[start] if end == start + 1 else "".join(top[start:end])
    return 0, 0, ""


def _split(items: Iterator[Line | Piece]) -> Iterator[Line | Piece]:
    """Each line as the paragraphs that structure.pieces makes of it."""
    for item in items:
        if isinstance(item, Piece):
            yield item
        else:
            yield from (replace(item, text=text) for text in paragraphs(item.text))


def _ranks(lines: Sequence[Line], found: Sequence[Piece]) -> list[_Rank | None]:
    """For each line what it is sorted by among headings, coarsest first; None for other text.

    What is set apart below the title, before the text begins, is no heading: an author, a date, a number.
    """
    numbered = {
        piece.level: (0, line.level)
        for line, piece in zip(lines, found, strict=True)
        if line.level and piece.kind == "heading"
    }
    head = next((at for at, line in enumerate(lines) if not line.display), 0)
    return [
        _rank(line if at > head else replace(line, display=False), piece, numbered)
        for at, (line, piece) in enumerate(zip(lines, found, strict=True))
    ]


def _rank(line: Line, piece: Piece, numbered: dict[int, _Rank]) -> _Rank | None:
    if line.level:
        return 0, line.level
    if piece.kind == "heading":
        return numbered.get(piece.level, (2, piece.level))
    shown = line.display and len(line.text) <= LONGEST and line.text[-1] not in "。；，、："
    if shown and piece.kind == "paragraph":
        return 1, 0
    return None
