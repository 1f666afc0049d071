"""What a question gets: an Answer of cited, verbatim snippets, or the reason for having none."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from knowledge.document import Span

Status = Literal["answered", "unanswered", "smalltalk"]
Reason = Literal[
    "off_topic",
    "not_in_library",
    "region_not_covered",
    "year_not_covered",
    "document_not_in_library",
    "empty",
    "too_long",
]
SnippetKind = Literal["sentence", "list", "article", "table", "curated"]
ELLIPSIS = "……"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a snippet stands: `spans` are code points of the document's text, in reading order."""

    document: str
    title: str
    issuer: str | None = None
    source: str | None = None
    published: str | None = None
    number: str | None = None
    section: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    validity: str | None = None
    uri: str | None = None


@dataclass(frozen=True, slots=True)
class Snippet:
    """Verbatim text: the citation's spans joined by "……". `highlights` are spans of `text`.

    A whole list says how many `items` it has; `excerpt` is set where only the start of each is quoted.
    """

    text: str
    kind: SnippetKind
    highlights: tuple[Span, ...]
    score: float
    citation: Citation
    items: int | None = None
    excerpt: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question. `reason` is set exactly where `status` is "unanswered".

    `mentioned` are titles that the question names and the library only mentions. `evidence` is the share of
    the question, 0 … 1, that the best of what was found covers, as Evidence has it; None where nothing was
    looked up.
    `elapsed_ms` runs from the question's arrival to this value, without the log write; `log_id` is None
    until the answer is logged.
    """

    question: str
    understood: str
    status: Status
    reason: Reason | None = None
    region: str | None = None
    conflict: bool = False
    snippets: tuple[Snippet, ...] = ()
    suggestions: tuple[str, ...] = ()
    edition: int | None = None
    log_id: int | None = None
    elapsed_ms: float = 0.0
    mentioned: tuple[str, ...] = ()
    evidence: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The contract's JSON object, as plain dicts, lists and numbers."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Context:
    """A passage with its surroundings, for reading a snippet where it stands.

    `text` is verbatim; `start` is its first code point in the document; `spans` are what was quoted,
    relative to `text`.
    """

    document: str
    title: str
    section: tuple[str, ...]
    text: str
    start: int
    spans: tuple[Span, ...]
    has_before: bool = False
    has_after: bool = False
