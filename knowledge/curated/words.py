"""The organisation's own words, beside those that come with the software: sources/words/.

    field.txt      words that the tokenizer shall know, one a line
    synonyms.txt   what people say and what documents write, a group a line, as in knowledge/words/

# starts a comment. A line that cannot be used is reported and left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import UnreadableFile
from ..filenames import shown
from ..problems import Problem
from ..words import DIRECTED, HERE, Words, bundled, read, synonyms
from .files import files, text_of

FOLDER = "words"  # of sources/
FIELD, SYNONYMS = "field.txt", "synonyms.txt"
LONGEST = 20  # code points of a word
MOST = 5000  # lines of a file
_WORD = re.compile(rf"[0-9A-Za-z\u3400-\u9fff\U00020000-\U0003ffff]{{1,{LONGEST}}}")
_REMEDY = f"每个词应是 1 到 {LONGEST} 个汉字、字母或数字，不带标点和空格"


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The bundled words with those of sources/words/, and what is wrong with files there."""

    words: Words
    problems: tuple[Problem, ...] = ()


def own_words(sources: Path) -> OwnWords:
    """Own synonyms come before bundled ones. Without such files these are the bundled words."""
    problems: list[Problem] = []
    lines = {path.name: list(_usable(path, problems)) for path in files(sources / FOLDER)}
    field, groups = lines.get(FIELD, []), lines.get(SYNONYMS, [])
    if not (field or groups):
        return OwnWords(bundled(), tuple(problems))
    base = bundled()
    every = tuple(dict.fromkeys((*base.field, *field)))
    both = synonyms([*groups, *read(HERE / "synonyms.txt")])
    return OwnWords(replace(base, field=every, synonyms=both), tuple(problems))


def wrong_with(name: str, line: str) -> str | None:
    """Why a line of a file of this name cannot be used, in Chinese; None if it can."""
    if name == FIELD:
        return None if _WORD.fullmatch(line) else f"“{line[:40]}”不能用作词"
    left, directed, right = (part.split() for part in line.partition(DIRECTED))
    bad = next((word for word in (*left, *right) if not _WORD.fullmatch(word)), None)
    if bad is not None:
        return f"“{bad[:40]}”不能用作词"
    enough = left and right if directed else len(left) > 1
    return None if enough else f"“{line[:40]}”不成一组"


def _usable(path: Path, problems: list[Problem]) -> Iterator[str]:
    """The lines of a file that can be used."""
    file = f"{FOLDER}/{shown(path.name)}"
    try:
        if path.name not in (FIELD, SYNONYMS):
            raise UnreadableFile(file, "不认识这个文件", f"这里只放 {FIELD} 和 {SYNONYMS}")
        given = text_of(path, file).split("\n")
    except UnreadableFile as error:
        problems.append(Problem.of(error))
        return
    if len(given) > MOST:
        problems.append(Problem(file, MOST + 1, f"超过 {MOST} 行，后面的没有采用", "请删去不用的"))
    for number, whole in enumerate(given[:MOST], 1):
        line = whole.split("#")[0].strip()
        if line and (wrong := wrong_with(path.name, line)):
            problems.append(Problem(file, number, wrong, _REMEDY))
        elif line:
            yield line
