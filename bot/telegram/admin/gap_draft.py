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
        """What was found, behind those that were chosen of what was found before."""
        return (*(each for each in self.chosen if each not in self.found), *self.found)

    def toggled(self, number: int) -> "Draft":
        """With or without the passage that is offered at this place; all stay where they are."""
        offered = self.offered
        wanted = {*self.chosen} ^ {*offered[number : number + 1]}
        return replace(self, chosen=tuple(each for each in offered if each in wanted), found=offered)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> "Draft":
        chosen, found = (tuple(Passage(**each) for each in given[name]) for name in ("chosen", "found"))
        return cls(given["gap"], given["text"], chosen, found)
