"""A document: its verbatim text, the blocks that structure it, and what is known about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

Kind = Literal["heading", "paragraph", "list", "question", "answer", "article", "table"]
Span = tuple[int, int]
LONGEST_HEADING = 300  # code points; those of 311 policy documents have at most 58
COLUMNS = ("行政要闻", "政策发布", "扶贫动态", "媒体聚焦")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document. What its source does not say is None (or empty), never guessed text.

    Dates are ISO (2018-10-30); `posted` is the day a site put the document up, `index_number` its 索引号
    there, `status` what the source says of its validity (有效, 已废止). `guessed` names the fields that
    were recognised in the text rather than given.
    """

    title: str | None = None
    original_title: str | None = None
    issuer: str | None = None
    source: str | None = None
    published: str | None = None
    effective: str | None = None
    expires: str | None = None
    number: str | None = None
    document_type: str | None = None
    column: str | None = None
    regions: tuple[str, ...] = ()
    uri: str | None = None
    index_number: str | None = None
    posted: str | None = None
    status: str | None = None
    guessed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Piece:
    """One block as a loader found it, before it has a place in the document's text.

    `level` is the depth of a heading (1 is the outermost), 0 for everything else.
    """

    text: str
    kind: Kind = "paragraph"
    level: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """`text[start:end]` of its document (code points), with the headings it stands under, outermost first."""

    kind: Kind
    start: int
    end: int
    section: tuple[str, ...] = ()
    level: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """What is quoted: `text` is verbatim, every block is a span of it. `file` is relative to sources/."""

    id: str
    file: str
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)

    @property
    def title(self) -> str:
        return self.metadata.title or self.id

    @classmethod
    def assemble(cls, id: str, file: str, pieces: Iterable[Piece], metadata: Metadata) -> "Document":
        """Join pieces, one a line, and give each block its span and its heading path.

        A heading that is too long for one is a paragraph.
        """
        blocks: list[Block] = []
        texts: list[str] = []
        path: list[tuple[int, str]] = []
        at = 0
        for piece in pieces:
            if piece.kind == "heading" and len(piece.text) > LONGEST_HEADING:
                piece = Piece(piece.text)
            if piece.kind == "heading":
                path = [(level, text) for level, text in path if level < piece.level]
            blocks.append(
                Block(piece.kind, at, at + len(piece.text), tuple(text for _, text in path), piece.level)
            )
            if piece.kind == "heading":
                path.append((piece.level, piece.text))
            texts.append(piece.text)
            at += len(piece.text) + 1
        return cls(id, file, "\n".join(texts), tuple(blocks), metadata)

    def renamed(self, id: str) -> "Document":
        return replace(self, id=id)


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list in its text, in code points.

    `lead` is the sentence or clause before the first item, empty if there is none; it ends where the first
    item starts or before. Each item starts with its mark (一是). `announced` is the count the lead names.
    """

    lead: Span
    items: tuple[Span, ...]
    announced: int | None

    @property
    def span(self) -> Span:
        return self.lead[0], self.items[-1][1]
