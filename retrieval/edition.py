"""An edition, opened: its documents, its index and the tokenizer that fits them."""

import json
from dataclasses import dataclass
from datetime import date

from knowledge.editions import Editions
from knowledge.shelf import Shelf
from knowledge.standing import standing
from knowledge.words import Words

from .curated import OwnAnswers
from .index import PassageIndex
from .spelling.lexicon import Lexicon

FORMAT = 14  # of the files below; another one is rebuilt at start
WORDS, SUCCESSORS = "words.json", "successors.json"


@dataclass(frozen=True, slots=True)
class Edition:
    number: int
    shelf: Shelf
    index: PassageIndex
    words: Words
    successors: dict[int, list[int]]
    own: OwnAnswers
    lexicon: Lexicon

    def standing(self, document: int, today: date) -> str | None:
        """Why a document is not in force on a day, in Chinese; None if it is."""
        replaced_by = self.successors.get(document, [])
        known = {number: self.shelf.metadata(number) for number in (document, *replaced_by)}
        return standing(document, known, replaced_by, today)

    @classmethod
    def open(cls, editions: Editions, number: int) -> "Edition":
        """Memory-map an edition. Raises EditionDamaged, also for one of another format."""
        directory = editions.path(number)
        manifest = editions.manifest(number)
        try:
            if manifest["basis"]["format"] != FORMAT:
                raise ValueError(f"format {manifest['basis']['format']}")
            words = Words.loads((directory / WORDS).read_text(encoding="utf-8"))
            listed = json.loads((directory / SUCCESSORS).read_text(encoding="utf-8"))
            successors = {int(earlier): laters for earlier, laters in listed.items()}
            own, lexicon = OwnAnswers.load(directory), Lexicon.load(directory)
            index = PassageIndex.load(directory)
            return cls(number, Shelf(directory), index, words, successors, own, lexicon)
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            raise editions.damaged(number) from error
