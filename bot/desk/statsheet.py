"""The overview as JSON, and as a table with a line a day."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from bot.desk.overview import Overview, Point
from bot.store.statistics import Tally

_PLURALS = {"channel": "channels", "region": "regions", "column": "columns", "edition": "editions"}


def as_object(found: Overview) -> dict[str, Any]:
    """What the API and `fupin stats --json` give."""
    period = found.slice.period
    wanted = {"channel": found.slice.channel, "region": found.slice.region, "column": found.slice.column}
    facets = {_PLURALS[name]: _facet(tallies) for name, tallies in found.facets.items()}
    return {
        "since": period.first.isoformat(),
        "until": period.last.isoformat(),
        **wanted,
        "total": _tally(found.total),
        "latency": {"p50": _rounded(found.p50), "p95": _rounded(found.p95)},
        "points": [_point(point) for point in found.points],
        **{name: facets.get(name, []) for name in _PLURALS.values()},
        "reasons": found.reasons.get("unanswered", {}),
        "vote_reasons": found.reasons.get("down", {}),
        "questions": [{"question": question, "times": times} for question, times in found.questions],
        "library": asdict(found.library),
    }


def columns() -> dict[str, Callable[[Point], Any]]:
    """Heading -> what stands below it."""
    return {
        "从": lambda point: point.first.isoformat(),
        "到": lambda point: point.last.isoformat(),
        "提问": lambda point: point.tally.asked,
        "已答": lambda point: point.tally.answered,
        "未答": lambda point: point.tally.unanswered,
        "寒暄": lambda point: point.tally.smalltalk,
        "有用": lambda point: point.tally.up,
        "没用": lambda point: point.tally.down,
        "半数不超过（毫秒）": lambda point: _rounded(point.p50),
        "95% 不超过（毫秒）": lambda point: _rounded(point.p95),
    }


def _point(point: Point) -> dict[str, Any]:
    span = {"first": point.first.isoformat(), "last": point.last.isoformat()}
    return span | _tally(point.tally) | {"p50": _rounded(point.p50), "p95": _rounded(point.p95)}


def _facet(tallies: dict[str, Tally]) -> list[dict[str, Any]]:
    """What was asked most first; what has no region or column has the name null."""
    ordered = sorted(tallies.items(), key=lambda each: (-each[1].asked, each[0]))
    return [{"name": name or None} | _tally(tally) for name, tally in ordered]


def _tally(tally: Tally) -> dict[str, int]:
    return {"asked": tally.asked} | asdict(tally)


def _rounded(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else round(milliseconds, 2)
