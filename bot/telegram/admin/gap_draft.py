"""The draft of an answer to a gap, as it goes from step to step."""

from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Passage:
    """What can be cited: the words as they stand in a document, and the document's title."""

    document: str
    title: str
    quote: str


@dataclass(frozen=True, slots=True)
class Draft:
    """`found` are passages to choose from, the `chosen` ones are cited."""

    gap: int
    text: str = ""
    chosen: tuple[Passage, ...] = ()
    found: tuple[Passage, ...] = ()

    @property
    def offered(self) -> tuple[Passage, ...]:
        """The chosen ones, and what else was found."""
        return (*self.chosen, *(each for each in self.found if each not in self.chosen))

    def toggled(self, number: int) -> "Draft":
        """With or without the passage that is offered at this place; all stay where they are."""
        passage, offered = self.offered[number], self.offered
        wanted = {*self.chosen} ^ {passage}
        return replace(self, chosen=tuple(each for each in offered if each in wanted), found=offered)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> "Draft":
        chosen, found = (tuple(Passage(**each) for each in given[name]) for name in ("chosen", "found"))
        return cls(given["gap"], given["text"], chosen, found)
