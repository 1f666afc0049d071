"""A curated answer and the passages that it cites. Knows no parser: asking is to be quick."""

from dataclasses import dataclass

from ..document import Block, Document, Metadata, Span

FOLDER = "answers"  # of sources/
SUFFIX = ".md"
OWN = "本机构答复"
PREFIX = "answer-"  # of the ids of their documents


@dataclass(frozen=True, slots=True)
class Cite:
    """A passage that an answer rests on: the words as they stand in the document of this id."""

    document: str
    quote: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class CuratedAnswer:
    """`id` is the file's stem; dates are ISO days. `text` is verbatim what is shown."""

    id: str
    question: str
    text: str
    wordings: tuple[str, ...] = ()
    cites: tuple[Cite, ...] = ()
    author: str | None = None
    date: str | None = None
    review: str | None = None

    @property
    def file(self) -> str:
        return f"{FOLDER}/{self.id}{SUFFIX}"

    @property
    def asked(self) -> tuple[str, ...]:
        """Every wording of the question, the first one first."""
        return tuple(dict.fromkeys((self.question, *self.wordings)))

    def document(self) -> Document:
        """What is quoted when this answers; a paragraph for each line."""
        blocks: list[Block] = []
        start = 0
        for line in self.text.split("\n"):
            if line.strip():
                blocks.append(Block("paragraph", start, start + len(line)))
            start += len(line) + 1
        metadata = Metadata(self.question, issuer=OWN, source=self.author, published=self.date)
        return Document(PREFIX + self.id, self.file, self.text, tuple(blocks), metadata)


def place(quote: str, text: str) -> Span | None:
    """Where the words stand in a text, whatever white space is between them; None where they do not."""
    start = text.find(quote)
    if start >= 0:
        return start, start + len(quote)
    squeezed, wanted = _squeezed(text), "".join(quote.split())
    at = "".join(letter for _, letter in squeezed).find(wanted) if wanted else -1
    return (squeezed[at][0], squeezed[at + len(wanted) - 1][0] + 1) if at >= 0 else None


def _squeezed(text: str) -> list[tuple[int, str]]:
    return [(at, letter) for at, letter in enumerate(text) if not letter.isspace()]
