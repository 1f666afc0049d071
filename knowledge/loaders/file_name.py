"""What the name of a file tells about the document in it, as downloads are named."""

import re
from dataclasses import replace

from ..document import Metadata
from ..filenames import document_id

SHORTEST = 10  # code points of a name that says more than what kind of document it is
_AROUND = re.compile(
    r"\A[\d\s_.、-]+(?=[\u4e00-\u9fff])|[\s_-]*[（(]\s*(?:19|20)\d\d[-./年]\d+[-./月]\d+日?\s*[）)]\Z|[\s_-]+\d*\Z"
)
_DAY = re.compile(
    r"(?P<name>.+?)[\s_-]*[（(]\s*(?P<day>(?:19|20)\d\d[-.年]\d{1,2}[-.月]\d{1,2}日?)\s*[）)]\Z"
)
LONGEST = 60  # code points of a first line that is a title
_SIGNS = re.compile(r"[。；：，！？\d]\Z|\A[\d\W]*\Z")
_RULES = ("法", "条例", "规定", "办法", "细则", "实施细则", "实施办法", "规则", "规程", "章程")


def title_of(file: str, first: str) -> str | None:
    """The title that a file is named for: the first line of its text, or an official title, as downloads have
    it (132_关于……的通知(2016-02-17).html).
    """
    if 2 <= len(first) <= LONGEST and first in document_id(file) and not _SIGNS.search(first):
        return first
    from ..facts.file_numbers import unnumbered  # patterns that take long to compile
    from ..facts.titles import kind_of

    stem = _AROUND.sub("", unnumbered(_AROUND.sub("", document_id(file))))
    return stem if len(stem) >= SHORTEST and kind_of(stem) else None


def of_version(found: Metadata, file: str) -> Metadata:
    """What was recognised in a law whose file is named for the day of its version: 甲条例(2016-02-06).md.

    The text of such a version may tell no later day than that of the first one; what is said to be in force
    since then was an earlier version.
    """
    from ..facts.dates import iso

    named = _DAY.match(document_id(file))
    if named is None or found.document_type not in _RULES or named["name"] not in (found.title or ""):
        return found
    day = iso(named["day"])
    if day is None or day <= (found.published or ""):
        return found
    known = found.guessed | {"published"}
    if found.effective and found.effective < day:
        return replace(found, published=day, effective=None, guessed=known - {"effective"})
    return replace(found, published=day, guessed=known)
