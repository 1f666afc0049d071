"""An edition, opened: its documents, its index and the tokenizer that fits them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.document import Document
from knowledge.editions import Editions
from knowledge.shelf import Shelf, write_shelf
from knowledge.words import Words

from .index import PassageIndex
from .tokens import Tokenizer
from .vocabulary import Vocabulary

FORMAT = 2  # of the files below; another one is rebuilt at start
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


def write_edition(
    directory: Path,
    documents: Sequence[Document],
    words: Words,
    tokenizer: Tokenizer,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> dict[str, int]:
    """Write all files of an edition but its manifest; returns how much there is of what."""
    from .analyses import Analyses
    from .analysis import analyse  # its patterns take 0.1 s to compile, and asking needs none of them

    vocabulary = Vocabulary()
    analyses = []
    for done, document in enumerate(documents, 1):
        analyses.append(analyse(document, tokenizer, vocabulary))
        progress(done, len(documents))
    index = PassageIndex.build(Analyses.of(analyses), vocabulary)
    index.save(directory)
    write_shelf(directory, documents)
    kept = {"field": words.field, "stop": sorted(words.stop)}
    (directory / WORDS).write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    return {"documents": len(documents), "passages": len(index.owners), "sentences": len(index.sentences)}
