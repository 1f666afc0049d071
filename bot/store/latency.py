"""How long answers took, counted in buckets, so that percentiles need no row of the log."""

import math
from collections.abc import Mapping

LEAST = 0.05  # milliseconds; the first bucket ends here
STEP = 1.25  # each bucket ends so much later: a percentile is off by a tenth at most
LAST = 62  # the bucket of everything from 41 seconds on


def bucket(elapsed_ms: float) -> int:
    """The bucket (0 …) of a time in milliseconds."""
    if elapsed_ms <= LEAST:
        return 0
    return min(LAST, math.ceil(round(math.log(elapsed_ms / LEAST, STEP), 9)))


def percentile(counts: Mapping[int, int], share: float) -> float | None:
    """Milliseconds within which `share` (0 to 1) of the answers came; None where there are none.

    Within its bucket it is interpolated.
    """
    total = sum(counts.values())
    wanted, seen = share * total, 0
    for number in sorted(counts):
        if seen + counts[number] >= wanted and counts[number]:
            part = (wanted - seen) / counts[number]
            start = _end(number - 1) if number else 0.0
            return start + part * (_end(number) - start)
        seen += counts[number]
    return None


def _end(number: int) -> float:
    return LEAST * STEP**number
