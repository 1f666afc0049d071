"""Curated answers, cited as 本机构答复: sources/answers/*.md, a file each.

    ---
    question: 志愿者的保险由谁购买？
    wordings:
      - 要不要给志愿者买保险
    cites:
      - document: 志愿服务条例
        quote: 志愿服务组织应当为志愿者购买相应的人身意外伤害保险。
    author: 张三
    date: 2026-01-31
    review: 2026-07-31
    ---
    由组织活动的机构购买，出发前把名单报到办公室。

What stands below the front matter is the answer, as it is shown. Only question and answer are required.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import UnreadableFile
from ..filenames import document_id, library_name, shown
from ..problems import Problem
from .answer import FOLDER, SUFFIX, Cite, CuratedAnswer
from .files import files, refuse_unseen, text_of
from .front import Front, fronted

LONGEST_TEXT = 600  # code points, what a snippet that is no list may have
LONGEST_QUESTION, LONGEST_AUTHOR = 200, 50
MOST_CITES, MOST_WORDINGS = 4, 50  # at most five snippets are shown, the answer among them
_KNOWN = ("question", "wordings", "cites", "author", "date", "review")


@dataclass(frozen=True, slots=True)
class CuratedAnswers:
    """The answers of a library in the order of their files, and what is wrong with files."""

    answers: tuple[CuratedAnswer, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_answers(sources: Path) -> CuratedAnswers:
    """All answers of sources/. A file that is none is reported, and the others are read."""
    found: list[CuratedAnswer] = []
    problems: list[Problem] = []
    for path in files(sources / FOLDER):
        try:
            found.append(read_answer(path, problems))
        except UnreadableFile as error:
            problems.append(Problem.of(error))
    return CuratedAnswers(tuple(found), (*problems, *_asked_twice(found)))


def read_answer(path: Path, problems: list[Problem]) -> CuratedAnswer:
    """One file; `problems` gets what is wrong but does not matter. Raises UnreadableFile."""
    file = f"{FOLDER}/{shown(path.name)}"
    if path.suffix != SUFFIX or not path.is_file() or path.is_symlink():
        raise UnreadableFile(file, "这里只放答复文件", f"请移走，或改成以 {SUFFIX} 结尾的文本文件")
    return parsed(text_of(path, file), document_id(library_name(path)), problems)


def parsed(text: str, id: str, problems: list[Problem]) -> CuratedAnswer:
    """An answer from the text of its file. Raises UnreadableFile, with the line."""
    file = f"{FOLDER}/{id}{SUFFIX}"
    refuse_unseen(text, file)
    front = fronted(text, file)
    problems += front.unknown(_KNOWN)
    body = front.body.strip()
    question = front.text("question", LONGEST_QUESTION)
    if question is None:
        raise UnreadableFile(file, "没有问题", "请在开头的 --- 之间写明 question: 问题", 2)
    if not body:
        raise UnreadableFile(file, "没有答复正文", "请在第二个 --- 之后写答复", front.body_line)
    if len(body) > LONGEST_TEXT:
        problem = f"答复有 {len(body)} 字，最多 {LONGEST_TEXT} 字"
        raise UnreadableFile(file, problem, "请写得简短些，细节放进所引的文件", front.body_line)
    return CuratedAnswer(
        id,
        question,
        body,
        _wordings(front),
        tuple(_cites(front)),
        front.text("author", LONGEST_AUTHOR),
        front.day("date"),
        front.day("review"),
    )


def written(answer: CuratedAnswer) -> str:
    """The text of the answer's file; `parsed` gives the answer back."""
    import yaml

    given = {
        "question": answer.question,
        "wordings": list(answer.wordings),
        "cites": [{"document": cite.document, "quote": cite.quote} for cite in answer.cites],
        "author": answer.author,
        "date": answer.date,
        "review": answer.review,
    }
    kept = {name: value for name, value in given.items() if value}
    front = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=10**6)
    return f"---\n{front}---\n{answer.text}\n"


def _wordings(front: Front) -> tuple[str, ...]:
    found = front.texts("wordings", LONGEST_QUESTION)
    if len(found) > MOST_WORDINGS:
        raise front.refused("wordings", f"其他问法最多 {MOST_WORDINGS} 种", "请只留最常用的")
    return tuple(dict.fromkeys(found))


def _cites(front: Front) -> Iterator[Cite]:
    rows = front.rows("cites", ("document", "quote"))
    if len(rows) > MOST_CITES:
        raise front.refused("cites", f"引用的原文最多 {MOST_CITES} 处", "请只留最要紧的")
    for line, row in rows:
        if len(row["quote"]) > LONGEST_TEXT:
            raise front.refused("cites", f"引用的一处原文超过 {LONGEST_TEXT} 字", "请只引要紧的几句", line)
        yield Cite(" ".join(row["document"].split()), row["quote"].strip(), line)


def _asked_twice(answers: Sequence[CuratedAnswer]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for answer in answers:
        for wording in answer.asked:
            other = first.setdefault("".join(filter(str.isalnum, wording)), answer.file)
            if other != answer.file:
                problem = f"“{wording}”在 {other} 里已有答复，先用那一份"
                yield Problem(answer.file, None, problem, "请合成一份，或改写问法")
                break
