"""What was put right in a question, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .judging import Verdict
from .romanised import Romanised
from .slips import Kind as SlipKind

Kind = SlipKind | Literal["traditional", "pinyin", "initials", "asking", "title"]


@dataclass(frozen=True, slots=True)
class Rival:
    """Another word that was looked at. `gain` as in Correction, `refusal` why it is none, see judging."""

    meant: str
    kind: Kind
    gain: float
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """text[start:end] was `typed`, which is read as `meant`; `text` is what the corrections before it left.

    `gain` is how much better the text reads so, `bound` how much it has to, see judging: both are 0 for what
    needs no weighing.
    """

    start: int
    end: int
    typed: str
    meant: str
    kind: Kind
    gain: float = 0.0
    bound: float = 0.0
    rivals: tuple[Rival, ...] = ()

    def applied(self, text: str) -> str:
        return text[: self.start] + self.meant + text[self.end :]


def of_verdict(verdict: Verdict, others: Sequence[Verdict], text: str) -> Correction:
    slip = verdict.slip
    return Correction(
        slip.start,
        slip.end,
        text[slip.start : slip.end],
        slip.word,
        slip.kind,
        round(verdict.gain, 2),
        verdict.bound,
        tuple(Rival(v.slip.word, v.slip.kind, round(v.gain, 2), v.refusal) for v in others),
    )


def of_romanised(found: Romanised, text: str) -> Correction:
    rivals = tuple(Rival(meant, found.kind, -more) for meant, more in found.rivals)
    typed = text[found.start : found.end]
    return Correction(found.start, found.end, typed, found.meant, found.kind, rivals=rivals)
