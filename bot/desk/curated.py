"""Curated answers: files of the library that admins write, look at before they count, and keep up to date."""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.desk.desk import Desk
from bot.desk.errors import DeskError, NotThere
from bot.store.audit import Actor
from knowledge.curated.answer import FOLDER, SUFFIX, Cite, CuratedAnswer
from knowledge.curated.answers import parsed, read_answer, written
from knowledge.curated.files import files, text_of
from knowledge.durable import replace_text, sync_folder
from knowledge.errors import NotWritten, UnreadableFile
from knowledge.problems import Problem

if TYPE_CHECKING:
    from retrieval.answer import Answer
    from retrieval.answerer import Answerer
    from retrieval.curated import OwnAnswer
    from retrieval.edition import Edition

NEW = "new"  # the id of what is not saved yet
OVERTAKEN = (
    "您打开以后，别人改过这份答复。您写的都还在；要以您写的为准，请再保存一次，要看别人改的，请另开一页。"
)


class Overtaken(DeskError):
    """Somebody else was quicker."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An answer as its file has it, what is wrong with it, and whether the edition that answers has it."""

    answer: CuratedAnswer
    problems: tuple[Problem, ...]
    published: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """All answers, the newest first, and files that are none."""

    answers: tuple[Listed, ...]
    broken: tuple[Problem, ...]


def listing(desk: Desk, edition: "Edition", today: date) -> Listing:
    """What stands in sources/answers now, beside what the edition has of it."""
    own = {each.file: each for each in edition.own.answers}
    found: list[Listed] = []
    broken: list[Problem] = []
    for path in files(_folder(desk)):
        try:
            answer, problems = _read(path)
        except UnreadableFile as error:
            broken.append(Problem.of(error))
        else:
            kept = own.get(answer.file)
            published = kept is not None and _same(answer, kept, edition)
            doubts = _doubts(answer, edition, today)
            found.append(Listed(answer, (*problems, *doubts), published))
    found.sort(key=lambda each: (each.answer.date or "", each.answer.id), reverse=True)
    return Listing(tuple(found), tuple(broken))


def unpublished(listed: Listing, edition: "Edition") -> int:
    """How many answers wait for the next edition, those that were removed among them."""
    there = {each.answer.file for each in listed.answers} | {each.file for each in listed.broken}
    gone = sum(each.file not in there for each in edition.own.answers)
    return gone + sum(not each.published for each in listed.answers)


def one(desk: Desk, id: str) -> CuratedAnswer:
    """Raises NotThere, and UnreadableFile."""
    return _read(_path(desk, id))[0]


def version(answer: CuratedAnswer) -> str:
    """What tells an answer from the same one after a change."""
    return hashlib.sha256(written(answer).encode()).hexdigest()[:16]


def save(desk: Desk, draft: CuratedAnswer, by: Actor, over: str = "") -> CuratedAnswer:
    """Write an answer, a new one where its id is NEW; it counts from the next edition on.

    `over` is the version that was changed, where one was. Raises NotThere, Overtaken where somebody else has
    changed that meanwhile, UnreadableFile for what cannot be an answer, and NotWritten.
    """
    if draft.id != NEW and over not in ("", version(one(desk, draft.id))):
        raise Overtaken(OVERTAKEN)
    answer = checked(draft)
    if answer.id == NEW:
        answer = replace(answer, id=_new_id(desk, answer))
    folder = _folder(desk)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace_text(folder / f"{answer.id}{SUFFIX}", written(answer))
    except OSError as error:
        raise NotWritten(error) from error
    desk.store.audit.record(by, "answer.save", answer.id, question=answer.question)
    return answer


def from_file(path: Path) -> CuratedAnswer:
    """The answer in a file that somebody has prepared, under an id of its own. Raises UnreadableFile."""
    return replace(parsed(text_of(path, path.name), path.stem, []), id=NEW)


def preview(draft: CuratedAnswer, answerer: "Answerer", today: date) -> "Answer":
    """What its question will get, once the answer is part of the library."""
    from retrieval import previewing

    return previewing.preview(draft, *answerer.opened(), today)


def reached(draft: CuratedAnswer, questions: Sequence[str], answerer: "Answerer") -> dict[str, bool]:
    """Which of the questions will get it."""
    from retrieval import previewing

    return dict(zip(questions, previewing.reached(draft, questions, answerer.opened()[1]), strict=True))


def checked(draft: CuratedAnswer) -> CuratedAnswer:
    """The draft as its file will have it. Raises UnreadableFile."""
    return parsed(written(draft), draft.id, [])


def remove(desk: Desk, id: str, by: Actor) -> None:
    """Delete an answer's file; the edition that answers keeps it until the next one. Raises NotThere."""
    path = _path(desk, id)
    try:
        path.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise NotWritten(error) from error
    desk.store.audit.record(by, "answer.remove", id)


def problems_of(draft: CuratedAnswer, edition: "Edition", today: date) -> Sequence[Problem]:
    """What is doubtful about an answer beside the documents of an edition."""
    return tuple(_doubts(draft, edition, today))


def cite(document: str, start: int, end: int, edition: "Edition") -> Cite:
    """The passage that stands there. Raises UnknownDocument, and DeskError where there are no words."""
    shelf = edition.shelf
    quote = shelf.text(shelf.number(document), start, end).strip()
    if not quote:
        raise DeskError("选中的地方没有文字，请重新选择。")
    return Cite(document, quote)


def _doubts(answer: CuratedAnswer, edition: "Edition", today: date) -> Iterator[Problem]:
    from knowledge.curated.doubts import doubts
    from retrieval.own import found_now, passage

    found = (replace(found_now(passage(each, edition), edition, today), cite=each) for each in answer.cites)
    return doubts(answer.file, found, answer.review, today)


def _same(answer: CuratedAnswer, kept: "OwnAnswer", edition: "Edition") -> bool:
    """Whether an edition has just this answer."""
    return (
        edition.shelf.text(kept.document) == answer.text
        and tuple(each.text for each in kept.wordings) == answer.asked
        and [(each.document, each.quote) for each in kept.cites]
        == [(each.document, each.quote) for each in answer.cites]
        and (kept.author, kept.date, kept.review) == (answer.author, answer.date, answer.review)
    )


def _read(path: Path) -> tuple[CuratedAnswer, tuple[Problem, ...]]:
    """A file is parsed again only when it changes: YAML takes a millisecond a file."""
    try:
        found = path.stat()
    except OSError:
        raise NotThere(f"没有编号为“{path.stem}”的答复。") from None
    return _parsed(path, found.st_mtime_ns, found.st_size, found.st_ino)


@lru_cache(maxsize=2048)
def _parsed(path: Path, _time: int, _size: int, _inode: int) -> tuple[CuratedAnswer, tuple[Problem, ...]]:
    problems: list[Problem] = []
    return read_answer(path, problems), tuple(problems)


def _folder(desk: Desk) -> Path:
    return desk.settings.home / "sources" / FOLDER


def _path(desk: Desk, id: str) -> Path:
    """The answer's file, which is sought by its name, so that no id leads elsewhere. Raises NotThere."""
    for path in files(_folder(desk)):
        if path.name == f"{id}{SUFFIX}":
            return path
    raise NotThere(f"没有编号为“{id}”的答复。")


def _new_id(desk: Desk, answer: CuratedAnswer) -> str:
    """A name that no other answer has, and tells its day."""
    day = (answer.date or "").replace("-", "")
    while True:
        id = f"{day}-{secrets.token_hex(2)}".removeprefix("-")
        if not (_folder(desk) / f"{id}{SUFFIX}").exists():
            return id
