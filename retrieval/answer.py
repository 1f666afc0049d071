"""What a question gets: an Answer of cited, verbatim snippets, or the reason for having none."""

from collections.abc import Mapping
from dataclasses import dataclass
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
# Evidence below it makes a weak answer: of 102 answers to questions about another library, which should have
# been refused, 76 have less, of 550 answers to answerable questions 27.
WEAK = 0.45


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a snippet stands: `spans` are code points of the document's text, in reading order.

    `author` is who wrote a curated answer.
    """

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
    author: str | None = None

    def overlaps(self, other: "Citation") -> bool:
        """Whether both quote some of the same words."""
        return self.document == other.document and any(
            a < d and c < b for a, b in self.spans for c, d in other.spans
        )


@dataclass(frozen=True, slots=True)
class Snippet:
    """Verbatim text: the citation's spans joined by "……". `highlights` are spans of `text`.

    A whole list says how many `items` it has; `excerpt` is set where only the start of each is quoted. Some
    items of a list say which these are, as `picked`, and how many there are, as `out_of`.
    `as_of` is the time that a figure is of, as the document has it. `applies_to` is set where the snippet is
    not said of the region that was asked for: of what it is said instead.
    """

    text: str
    kind: SnippetKind
    highlights: tuple[Span, ...]
    score: float
    citation: Citation
    items: int | None = None
    excerpt: bool = False
    picked: tuple[int, ...] = ()
    out_of: int | None = None
    as_of: str | None = None
    applies_to: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A document of the library that the question is about. Dates are ISO, `validity` is as in Citation."""

    document: str
    title: str
    number: str | None = None
    issuer: str | None = None
    published: str | None = None
    effective: str | None = None
    expires: str | None = None
    validity: str | None = None


@dataclass(frozen=True, slots=True)
class Fallback:
    """That nothing is said of the region `asked` for, and what the snippets are said of: `used`."""

    asked: str
    used: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question. `reason` is set exactly where `status` is "unanswered".

    `mentioned` are titles that the question names and the library only mentions. `evidence` is how
    good an answer the best of what was found is, up to 1, as Evidence.strength has it; None where nothing was
    looked up.
    `documents` are those that the question is about, all versions of one, the latest first.
    `fallback` is set where no snippet is said of the region that was asked for. `available` are the regions
    or years of which the library says what it does not of those asked for. `region_dropped` is the region
    that was left out of the question on request. `library_empty` says that there is no document at all.
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
    fallback: Fallback | None = None
    available: tuple[str, ...] = ()
    documents: tuple[Held, ...] = ()
    region_dropped: str | None = None
    library_empty: bool = False

    def to_json(self) -> dict[str, Any]:
        """The contract's JSON object, as plain dicts, lists and numbers."""
        value: dict[str, Any] = _plain(self)
        return value

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Answer":
        """The answer again; values of other names are left out, missing ones are as in an empty answer."""
        given = {name: _tupled(values[name]) for name in cls.__dataclass_fields__ if name in values}
        fallback = Fallback(**given["fallback"]) if given.get("fallback") else None
        documents = tuple(Held(**each) for each in given.get("documents", ()))
        snippets = tuple(map(_snippet, given["snippets"]))
        return cls(**given | {"snippets": snippets, "fallback": fallback, "documents": documents})


def _plain(value: Any) -> Any:
    """What dataclasses.asdict gives, which copies every number and takes three times as long."""
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if fields := getattr(value, "__dataclass_fields__", None):
        return {name: _plain(getattr(value, name)) for name in fields}
    return value


def _tupled(value: Any) -> Any:
    """JSON has lists where an answer has tuples."""
    return tuple(value) if isinstance(value, list) else value


def _snippet(values: Mapping[str, Any]) -> Snippet:
    place = dict(values["citation"])
    place |= {"section": tuple(place["section"]), "spans": tuple(map(tuple, place["spans"]))}
    given = {name: _tupled(value) for name, value in values.items()}
    given["highlights"] = tuple(map(tuple, values["highlights"]))
    return Snippet(**given | {"citation": Citation(**place)})


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
