"""What became other from one edition's documents to another's."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from .document import Metadata
from .outline.sentences import sentences
from .passages import windows
from .shelf import Shelf


@dataclass(frozen=True, slots=True)
class Change:
    """A document that both editions have: the characters of its text, and which metadata changed.

    `text` says whether the text did, which may be of the same length; `added` and `removed` are the passages
    that only the new or only the old text has, in its order.
    """

    id: str
    title: str
    text: bool
    before: int
    after: int
    metadata: tuple[str, ...]
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Id and title of each document that is new or gone, and the changes of the others.

    The numbers of passages are those of new, gone and changed documents together.
    """

    added: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]
    changed: tuple[Change, ...]
    passages_added: int = 0
    passages_removed: int = 0


def difference(before: Shelf, after: Shelf) -> Difference:
    """Documents are the same where their ids are; each list is in the order of its edition."""
    old, new = _numbers(before), _numbers(after)
    added, removed = ([id for id in some if id not in others] for some, others in ((new, old), (old, new)))
    changes = (_change(before, old[id], after, new[id]) for id in new if id in old)
    changed = tuple(each for each in changes if each.text or each.metadata)
    return Difference(
        tuple((id, after.title(new[id])) for id in added),
        tuple((id, before.title(old[id])) for id in removed),
        changed,
        sum(len(_passages(after, new[id])) for id in added) + sum(len(each.added) for each in changed),
        sum(len(_passages(before, old[id])) for id in removed) + sum(len(each.removed) for each in changed),
    )


def _numbers(shelf: Shelf) -> dict[str, int]:
    return {shelf.id(number): number for number in range(len(shelf))}


def _change(before: Shelf, old: int, after: Shelf, new: int) -> Change:
    lengths = before.length(old), after.length(new)
    text = lengths[0] != lengths[1] or before.text(old) != after.text(new)
    metadata = tuple(_other(before.metadata(old), after.metadata(new)))
    passages = (_passages(before, old), _passages(after, new)) if text else ((), ())
    added, removed = _beyond(passages[1], passages[0]), _beyond(passages[0], passages[1])
    return Change(after.id(new), after.title(new), text, *lengths, metadata, added, removed)


def _passages(shelf: Shelf, number: int) -> list[str]:
    """The texts of a document's passages, cut as they are for searching."""
    text = shelf.text(number)
    spans = [
        (block.start + start, block.start + end)
        for block in shelf.blocks(number)
        for start, end in sentences(text[block.start : block.end])
    ]
    return [text[spans[first][0] : spans[last - 1][1]] for first, last in windows(spans)]


def _beyond(passages: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """The passages that are not among the others; each as many times more as it stands there."""
    left = Counter(passages) - Counter(others)
    found = []
    for passage in passages:
        if left[passage] > 0:
            left[passage] -= 1
            found.append(passage)
    return tuple(found)


def _other(old: Metadata, new: Metadata) -> Iterator[str]:
    for field in fields(Metadata):
        if field.name != "guessed" and getattr(old, field.name) != getattr(new, field.name):
            yield field.name
