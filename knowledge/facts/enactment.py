"""The note under the title of a law: when it was passed and made public, and when it was last changed."""

import re
from dataclasses import dataclass

from .dates import DATE, iso

HEADER = 800  # code points below the title in which a document without articles says when it was passed
LONGEST = 3000  # code points of the note of a law that was changed many times
_BODY = re.compile(r"(?:^|\s)(?:目\s*[录次]|第[一1][编章条])\s")
_STEP = re.compile(
    rf"(?:^|(?<=[（(\s、，；])|(?<=根据)|(?<=根据 ))(?P<day>{DATE})"
    r"(?P<how>(?:《[^《》]*》|[^《》。，\n]){0,120}?(?:通过|公布|发布|颁布|修[订正改](?!部分|[〈《]|了)))",
    re.MULTILINE,
)
_CHANGES = re.compile(r"修[订正改]\Z|修订|修正|修改(?:通过|公布)")


@dataclass(frozen=True, slots=True)
class Enactment:
    """`day` is the latest ISO date of the `note`, `amended` whether that tells of changes."""

    day: str | None = None
    amended: bool = False
    note: str = ""


def enactment(text: str) -> Enactment:
    """What the lines under the title say, down to the first chapter or article. Linear in the text."""
    body = _BODY.search(text[:LONGEST])
    header = text[: body.start() if body else HEADER]
    steps = [(day, step["how"]) for step in _STEP.finditer(header) if (day := iso(step["day"]))]
    if not steps:
        return Enactment(note=header)
    changed = any(_CHANGES.search(_unquoted(how)) for _, how in steps)
    return Enactment(max(day for day, _ in steps), changed, header)


def _unquoted(text: str) -> str:
    """Without the titles of decisions: 《关于修改〈甲法〉的决定》修正."""
    return re.sub("《[^《》]*》", "", text)
