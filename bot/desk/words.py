"""The organisation's own words and synonyms, beside the bundled ones; they count from the next edition on."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.desk.desk import Desk
from bot.desk.errors import DeskError, NotThere
from bot.store.audit import Actor
from knowledge.curated.files import text_of
from knowledge.curated.words import FIELD, FOLDER, SYNONYMS, wrong_with
from knowledge.durable import replace_text
from knowledge.errors import NotWritten
from knowledge.lock import exclusive
from knowledge.words import DIRECTED

if TYPE_CHECKING:
    from retrieval.tokens import Tokenizer

NAMES = {FIELD: "词语", SYNONYMS: "同义词"}


def lines(desk: Desk, name: str) -> list[str]:
    """The lines of one of the two files, comments and all, blank ones left out."""
    path = _folder(desk) / name
    if not path.is_file():
        return []
    return [line.strip() for line in text_of(path, f"{FOLDER}/{name}").split("\n") if line.strip()]


def add_word(desk: Desk, word: str, by: Actor) -> bool:
    """Let the tokenizer know a word; False where it is listed already. Raises DeskError for what is none."""
    return _add(desk, FIELD, word, by)


def add_synonyms(desk: Desk, said: str, written: str, tokenizer: "Tokenizer", by: Actor) -> list[str]:
    """Let words that people say find words that documents have; several of either are set apart by spaces.

    Words that the tokenizer would cut in two are added to it; these are returned. Raises DeskError.
    """
    _add(desk, SYNONYMS, f"{' '.join(said.split())} {DIRECTED} {' '.join(written.split())}", by)
    new = [word for word in said.split() if not tokenizer.knows(word) and _add(desk, FIELD, word, by)]
    return new


def remove_line(desk: Desk, line: str, by: Actor) -> None:
    """Take a word, or a line of synonyms, out again. Raises NotThere."""
    with _alone(desk):
        name = next((name for name in NAMES if line in lines(desk, name)), None)
        if name is None:
            raise NotThere(f"没有“{line}”这一行。")
        _write(desk, name, (each for each in lines(desk, name) if each != line))
    desk.store.audit.record(by, "words.remove", line, file=name)


def _add(desk: Desk, name: str, line: str, by: Actor) -> bool:
    line = line.strip()
    if wrong := wrong_with(name, line):
        raise DeskError(f"{wrong}。每个词应是汉字、字母或数字，不带标点；几个词之间用空格隔开。")
    with _alone(desk):
        known = lines(desk, name)
        if line in known:
            return False
        _write(desk, name, [*known, line])
    desk.store.audit.record(by, "words.add", line, file=name)
    return True


def _write(desk: Desk, name: str, whole: Iterable[str]) -> None:
    try:
        replace_text(_folder(desk) / name, "".join(f"{line}\n" for line in whole))
    except OSError as error:
        raise NotWritten(error) from error


def _alone(desk: Desk) -> AbstractContextManager[None]:
    """Nobody else changes the files meanwhile, in whichever process."""
    return exclusive(_folder(desk) / ".lock")


def _folder(desk: Desk) -> Path:
    return desk.settings.home / "sources" / FOLDER
