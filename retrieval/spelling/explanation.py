"""What was put right in a question and why, as plain JSON values."""

from itertools import islice
from typing import Any

from ..text import fold
from .correction import Correction, Rival
from .judging import Verdict
from .reading import Reader
from .speller import Speller

SHOWN = 5  # other words that are shown for each place


def explain_spelling(asked: str, speller: Speller) -> dict[str, Any]:
    """`corrections`, one after the other, with `gain` and `bound` (see Correction), `passages`, in how many
    passages and documents of the library the word stands, and the `rivals` for its place; and what else the
    question might have meant, `refused` for a reason (see refusals).
    """
    reader = Reader(speller.edition.index, speller.tokenizer)
    corrections, text = list(speller.corrections(asked)), speller.correct(asked)
    refused = islice(speller.verdicts(fold(text), reader), SHOWN)
    return {
        "corrections": [_correction(each, reader) for each in corrections],
        "refused": [_refused(verdict, text) for verdict in refused],
    }


def _correction(each: Correction, reader: Reader) -> dict[str, Any]:
    return {
        "typed": each.typed,
        "meant": each.meant,
        "kind": each.kind,
        "gain": each.gain,
        "bound": each.bound,
        "passages": reader.holding([each.meant])[0],
        "rivals": [_rival(rival) for rival in each.rivals[:SHOWN]],
    }


def _rival(rival: Rival) -> dict[str, Any]:
    return {"meant": rival.meant, "kind": rival.kind, "gain": rival.gain, "refusal": rival.refusal}


def _refused(verdict: Verdict, text: str) -> dict[str, Any]:
    slip = verdict.slip
    return {
        "typed": text[slip.start : slip.end],
        "meant": slip.word,
        "kind": slip.kind,
        "gain": round(verdict.gain, 2),
        "bound": verdict.bound,
        "refusal": verdict.refusal or "ambiguous",
    }
