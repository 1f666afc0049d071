"""What a loader gives: the documents of a file, and what the library's admin should look at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from typing import Any

from ..document import LONGEST_HEADING, Block, Document, Metadata, Piece
from ..errors import UnreadableFile
from ..filenames import document_id
from ..problems import Problem
from .file_name import of_version, title_of
from .front_matter import merged

TOP = 400  # code points in which a document has its title


@dataclass(frozen=True, slots=True)
class Loaded:
    """The documents of one file, at least one; `warnings` are about what was read all the same."""

    documents: tuple[Document, ...]
    warnings: tuple[Problem, ...] = ()


def document(
    file: str,
    pieces: Sequence[Piece],
    given: Mapping[str, Any] | None = None,
    heading: str | None = None,
    shown: str | None = None,
    written: str = "",
) -> Document:
    """One document of the pieces. What `given` does not say is recognised in the text and marked so.

    `shown` is the title by its looks, or the first line of it; "" where it is known that there is none. Where
    the text bears none, but the file is named for one, as downloads are, that is recognised. A title that is
    too long for one is cut. `written` is the text before paragraphs that were joined by spaces were parted:
    it tells more of a title that has spaces, the pieces tell the rest.
    """
    known = dict(given or {})
    if title := known.get("title"):
        known["title"] = title[:LONGEST_HEADING]
    heading, shown = heading and heading[:LONGEST_HEADING], shown and shown[:LONGEST_HEADING]
    text = "\n".join(piece.text for piece in pieces)
    guessed = _recognised(text, heading or known.get("title") or shown)
    if written not in ("", text):
        guessed = _joined(_recognised(written, heading or known.get("title") or shown), guessed)
    if heading is None and "title" not in known:
        if shown == "":
            guessed = _titled(guessed, None)
        if guessed.title is None and not shown and (title := title_of(file, text.partition("\n")[0])):
            guessed = _titled(_recognised(text, title), title)
        elif shown and shown not in (guessed.title or ""):
            guessed = _titled(guessed, shown)
    metadata = _dated(merged(known, of_version(guessed, file), heading), known)
    return Document.assemble(document_id(file), file, pieces, metadata)


def _joined(first: Metadata, second: Metadata) -> Metadata:
    """What one reading found, and what it did not from another one."""
    more = {name: getattr(second, name) for name in second.guessed - first.guessed}
    return replace(first, **more, guessed=first.guessed | second.guessed)


def _titled(found: Metadata, title: str | None) -> Metadata:
    guessed = found.guessed | {"title"} if title else found.guessed - {"title"}
    return replace(found, title=title, guessed=guessed)


def _dated(metadata: Metadata, given: Mapping[str, Any]) -> Metadata:
    """Where nothing else tells, a document is as old as the page that it was put up on."""
    if metadata.published or not metadata.posted or "published" in given:
        return metadata
    return replace(metadata, published=metadata.posted, guessed=metadata.guessed | {"published"})


def _recognised(text: str, title: str | None) -> Metadata:
    """What the text tells, read below its title, which may not be part of it."""
    from ..structure import recognised  # its patterns take long to compile, and who only asks needs none

    above = title and "".join(title.split()) not in "".join(text[:TOP].split())
    return recognised(f"{title}\n{text}" if above else text)


def checked(loaded: Loaded, file: str) -> Loaded:
    """Raises UnreadableFile where there is nothing to quote, or what could not be stored."""
    if not any(each.text.strip() for each in loaded.documents):
        raise UnreadableFile(file, "文件里没有文字", "请检查文件内容后重新添加")
    _refuse_surrogates(loaded.documents, file)
    return loaded


def _refuse_surrogates(documents: Iterable[Document], file: str) -> None:
    """Half a character, as faulty converters write it, can be stored nowhere."""
    for each in documents:
        given = (value for value in astuple(each.metadata) if isinstance(value, str))
        try:
            "".join((each.id, each.text, *given, *each.metadata.regions)).encode()
        except UnicodeEncodeError as error:
            raise UnreadableFile(file, "文字里有无效的字符", "请用原来的软件重新保存") from error


def to_json(loaded: Loaded) -> dict[str, Any]:
    """As a value that json can write."""
    found = asdict(loaded)
    for each in found["documents"]:
        each["metadata"]["guessed"] = sorted(each["metadata"]["guessed"])
    return found


def from_json(found: Mapping[str, Any]) -> Loaded:
    documents = tuple(_document(each) for each in found["documents"])
    return Loaded(documents, tuple(Problem(**each) for each in found["warnings"]))


def _document(row: Mapping[str, Any]) -> Document:
    metadata = row["metadata"] | {
        "regions": tuple(row["metadata"]["regions"]),
        "guessed": frozenset(row["metadata"]["guessed"]),
    }
    blocks = tuple(Block(**(block | {"section": tuple(block["section"])})) for block in row["blocks"])
    return Document(row["id"], row["file"], row["text"], blocks, Metadata(**metadata))
