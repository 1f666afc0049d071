"""What somebody looks for in the list of documents. It stands in the data of buttons as a key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.desk.library.facets import FACETS, Facet
from bot.telegram.reading import words

LONGEST = 100
"""Code points of the words of a title; what is longer is cut off."""
LETTERS: dict[str, Facet] = {facet[0]: facet for facet in FACETS}
WORDS = "w"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value for some of the facets, and words of a title or a number."""

    values: Mapping[Facet, str] = field(default_factory=dict)
    words: str = ""

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> "Choice":
        """From the JSON that `content` gives."""
        return cls(content["values"], content["words"])

    def content(self) -> dict[str, Any]:
        return {"values": dict(self.values), "words": self.words}

    def chosen(self, facet: Facet, value: str) -> "Choice":
        return Choice({**self.values, facet: value}, self.words)

    def dropped(self, letter: str) -> "Choice":
        """Without the facet of that letter, or without the words."""
        if letter == WORDS:
            return Choice(self.values)
        return Choice(
            {facet: value for facet, value in self.values.items() if facet[0] != letter}, self.words
        )

    def chips(self) -> list[tuple[str, str]]:
        """The letter of each part of the choice, and how it is called."""
        named = [(facet[0], f"{words.FACETS[facet]}：{value}") for facet, value in self.values.items()]
        return [*named, *([(WORDS, f"{words.WORDS}：{self.words}")] if self.words else [])]
