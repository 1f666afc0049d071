"""The documents of the edition that answers, with what is known of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.desk.desk import Desk
from bot.desk.errors import NotThere
from knowledge.document import Document, Metadata
from knowledge.editions import Editions
from knowledge.errors import UnknownDocument
from retrieval.reloading import today
from retrieval.usage import uses

if TYPE_CHECKING:
    from retrieval.answerer import Answerer
    from retrieval.edition import Edition

FIELDS = (
    "title",
    "issuer",
    "number",
    "published",
    "effective",
    "expires",
    "document_type",
    "column",
    "regions",
)
"""What admins correct of a document."""


@dataclass(frozen=True, slots=True)
class Row:
    """A document in the list. `own` says whether its file is in sources/, where it can be removed from."""

    id: str
    file: str
    title: str
    issuer: str | None
    published: str | None
    validity: str | None
    guessed: frozenset[str]
    problems: int
    own: bool
    times: int
    """Answers that ever quoted it."""

    @property
    def outermost(self) -> str:
        """The file in the folder: an archive, for a document in it."""
        return self.file.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as it is indexed: its headings, its place (code points), and answers that ever quoted it."""

    section: tuple[str, ...]
    start: int
    end: int
    text: str
    times: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One document with what is known of it."""

    row: Row
    document: Document
    passages: Sequence[Passage]
    problems: Sequence[Mapping[str, Any]]
    beside: Mapping[str, str]
    """Id -> file of the others that came in the same file, such as an archive."""


def rows(desk: Desk, answerer: "Answerer", words: str = "") -> list[Row]:
    """All documents whose title, id, file or issuer has the words, in the edition's order."""
    edition = answerer.opened()[0]
    mine, counts, times = own(desk), _problem_counts(desk, edition.number), _times(desk)
    found = (_row(edition, number, mine, counts, times) for number in range(len(edition.shelf)))
    return [each for each in found if words.casefold() in _said_of(each)]


def shown(desk: Desk, answerer: "Answerer", id: str) -> Shown:
    """Raises NotThere."""
    edition = answerer.opened()[0]
    try:
        number = edition.shelf.number(id)
    except UnknownDocument as error:
        raise NotThere(str(error)) from error
    row = _row(edition, number, own(desk), _problem_counts(desk, edition.number), _times(desk))
    told = [each for each in _problems(desk, edition.number) if each["file"] == row.file]
    return Shown(
        row,
        edition.shelf.document(number),
        list(_passages(desk, edition, number)),
        told,
        dict(_beside(edition, row)),
    )


def as_typed(metadata: Metadata, name: str) -> str:
    """A field as it stands in the form."""
    value = getattr(metadata, name)
    return "、".join(value) if isinstance(value, tuple) else value or ""


def _row(
    edition: "Edition",
    number: int,
    own: frozenset[str],
    problems: Mapping[str, int],
    times: Mapping[str, int],
) -> Row:
    id, file, metadata = edition.shelf.row(number)
    return Row(
        id,
        file,
        edition.shelf.title(number),
        metadata.issuer or metadata.source,
        metadata.published,
        edition.standing(number, today()),
        metadata.guessed,
        problems.get(file, 0),
        file.partition("/")[0] in own,
        times.get(id, 0),
    )


def _beside(edition: "Edition", row: Row) -> Iterator[tuple[str, str]]:
    for number in range(len(edition.shelf)):
        id, file, _ = edition.shelf.row(number)
        if id != row.id and file.partition("/")[0] == row.outermost:
            yield id, file


def _said_of(row: Row) -> str:
    return f"{row.title} {row.id} {row.file} {row.issuer or ''}".casefold()


def _passages(desk: Desk, edition: "Edition", number: int) -> Iterator[Passage]:
    id, shelf = edition.shelf.id(number), edition.shelf
    quoted = {(each.start, each.end): each.times for each in desk.store.statistics.passages_of(id)}
    for use in uses(edition, id, quoted):
        section = shelf.section_at(number, use.start)
        yield Passage(section, use.start, use.end, shelf.text(number, use.start, use.end), use.times)


def own(desk: Desk) -> frozenset[str]:
    folder = desk.settings.home / "sources"
    return (
        frozenset(path.name for path in folder.iterdir() if path.is_file())
        if folder.is_dir()
        else frozenset()
    )


def _times(desk: Desk) -> Mapping[str, int]:
    return desk.store.statistics.documents_ever()


def _problems(desk: Desk, number: int) -> list[Mapping[str, Any]]:
    return list(Editions(desk.settings.home).manifest(number)["problems"])


def _problem_counts(desk: Desk, number: int) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in _problems(desk, number):
        counts[each["file"]] = counts.get(each["file"], 0) + 1
    return counts
