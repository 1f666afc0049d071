"""An edition, opened: its documents, its index and the tokenizer that fits them."""

import json
from dataclasses import dataclass

from knowledge.editions import Editions
from knowledge.shelf import Shelf
from knowledge.words import Words

from .index import PassageIndex

FORMAT = 3  # of the files below; another one is rebuilt at start
WORDS = "words.json"


@dataclass(frozen=True, slots=True)
class Edition:
    number: int
    shelf: Shelf
    index: PassageIndex
    words: Words

    @classmethod
    def open(cls, editions: Editions, number: int) -> "Edition":
        """Memory-map an edition. Raises EditionDamaged, also for one of another format."""
        directory = editions.path(number)
        manifest = editions.manifest(number)
        try:
            if manifest["basis"]["format"] != FORMAT:
                raise ValueError(f"format {manifest['basis']['format']}")
            given = json.loads((directory / WORDS).read_text(encoding="utf-8"))
            words = Words(tuple(given["field"]), frozenset(given["stop"]))
            return cls(number, Shelf(directory), PassageIndex.load(directory), words)
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            raise editions.damaged(number) from error
