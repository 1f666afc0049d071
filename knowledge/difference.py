"""What became other from one edition's documents to another's."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from .document import Metadata
from .shelf import Shelf


@dataclass(frozen=True, slots=True)
class Change:
    """A document that both editions have: the characters of its text, and which metadata changed.

    `text` says whether the text did, which may be of the same length.
    """

    id: str
    title: str
    text: bool
    before: int
    after: int
    metadata: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Id and title of each document that is new or gone, and the changes of the others."""

    added: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]
    changed: tuple[Change, ...]


def difference(before: Shelf, after: Shelf) -> Difference:
    """Documents are the same where their ids are; each list is in the order of its edition."""
    old, new = _numbers(before), _numbers(after)
    changes = (_change(before, old[id], after, new[id]) for id in new if id in old)
    return Difference(
        tuple((id, after.title(new[id])) for id in new if id not in old),
        tuple((id, before.title(old[id])) for id in old if id not in new),
        tuple(each for each in changes if each.text or each.metadata),
    )


def _numbers(shelf: Shelf) -> dict[str, int]:
    return {shelf.id(number): number for number in range(len(shelf))}


def _change(before: Shelf, old: int, after: Shelf, new: int) -> Change:
    lengths = before.length(old), after.length(new)
    text = lengths[0] != lengths[1] or before.text(old) != after.text(new)
    metadata = tuple(_other(before.metadata(old), after.metadata(new)))
    return Change(after.id(new), after.title(new), text, *lengths, metadata)


def _other(old: Metadata, new: Metadata) -> Iterator[str]:
    for field in fields(Metadata):
        if field.name != "guessed" and getattr(old, field.name) != getattr(new, field.name):
            yield field.name
