"""Why an answer is what it is: the question as understood, what was looked at, and what decided."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

import numpy as np

from knowledge.places.gazetteer import display, gazetteer, region_of
from knowledge.shelf import Shelf

from .compose import Composed, compose
from .cutting import cut
from .edition import Edition
from .evidence import ENOUGH, LACKING, ON_TOPIC
from .fit import TRUST, Fit, Fitting
from .runs import BESIDE, START_WEIGHT, Run, Search
from .tokens import BIGRAM

SHOWN = 10  # runs that are explained


def explain(search: Search, edition: Edition, today: date) -> dict[str, Any]:
    """As plain JSON values: `question` as understood, `terms` with their weights, `runs` with the parts of
    their scores, best first, the `snippets` that were cut from them and why there, what decided (`decision`)
    and the `bounds` for it.
    """
    shelf, fitting = edition.shelf, Fitting(search, edition.shelf)
    runs = list(islice(search.runs(), SHOWN))
    fits = {run: fitting.fit(run) for run in runs}
    found = compose(search, edition, today)
    return {
        "question": _question(search),
        "terms": [*(_term(place, search) for place in range(len(search.terms))), *_instead(search)],
        "runs": [_run(run, search, shelf) | {"fit": fits[run].name} for run in runs],
        "snippets": [cut(snippet, search, shelf) for snippet in found.snippets],
        "decision": _decision(found, fits, search),
        "bounds": {
            "evidence_to_answer": ENOUGH,
            "evidence_to_be_on_topic": ON_TOPIC,
            "evidence_beside_the_best": BESIDE,
            "lacking": LACKING,
            "fits_that_answer": {fit.name: trust for fit, trust in TRUST.items()},
        },
    }


def _decision(found: Composed, fits: Mapping[Run, Fit], search: Search) -> dict[str, Any]:
    """The reason for a refusal, and of the run that is most of an answer how much of one it is, what it lacks
    and how it fits.
    """
    strength = search.evidence.strength
    best = max(fits, key=lambda run: strength(run.evidence, run.held), default=None)
    return {
        "reason": found.reason,
        "strength": round(strength(best.evidence, best.held), 4) if best else 0.0,
        "fit": fits[best].name if best else None,
        "lacks": search.evidence.lacks(best.held) if best else list(search.question.words),
        "fits": [fit.name for fit in sorted(set(fits.values()), reverse=True)],
    }


def _question(search: Search) -> dict[str, Any]:
    question = search.question
    return {
        "understood": question.text,
        "years": list(question.scope.years),
        "recent": list(question.scope.recent),
        "regions": [display(region) for region in question.scope.regions],
        "kinds": [kind.removeprefix("#") for kind in question.marks if kind.startswith("#")],
        "wants_list": question.wants_list,
        "items": list(question.items.numbers) if question.items else [],
    }


def _term(place: int, search: Search) -> dict[str, Any]:
    question, term = search.question, search.question.terms[place]
    kind = "word" if place < len(question.words) else "pair" if term.startswith(BIGRAM) else "mark"
    return {
        "term": term.removeprefix(BIGRAM),
        "means": _meaning(term) if kind == "mark" else None,
        "kind": kind,
        "weight": round(float(search.covering[place]), 3),
        "rarity": round(question.rarities[place], 3) if kind == "word" else None,
        "in_library": bool(search.terms[place] >= 0),
    }


def _meaning(mark: str) -> str:
    """The region or the year that a mark stands for; itself for any other."""
    said = mark.lstrip("@+/~#")
    return display(region_of(said)) if said in gazetteer().rows else said


def _instead(search: Search) -> Iterator[dict[str, Any]]:
    """The other words that the library holds, and the question's word in whose place they count."""
    for place, column in search.synonyms.columns.items():
        yield {
            "term": "/".join(search.question.synonyms[place]),
            "kind": "synonym",
            "instead_of": search.question.words[place],
            "weight": round(float(search.weights[column]), 3),
            "rarity": None,
            "in_library": True,
        }


def _name(place: int, search: Search) -> str:
    """What the explanation calls a place among what is held."""
    known = len(search.terms)
    if place < known:
        return search.question.terms[place].removeprefix(BIGRAM)
    return f"={search.question.words[place - known]}"


def _run(run: Run, search: Search, shelf: Shelf) -> dict[str, Any]:
    """One run with the parts of its score: BM25, what it covers, what its start covers, and its form."""
    weights = search.covering
    start, end = search.span(run)
    places = [place for place in range(run.held.bit_length()) if run.held >> place & 1]
    own = search.own[[search.rows.searchsorted(run.first)]]
    first = int(search.synonyms.only_instead(own)[0])
    covered = float(weights[places].sum())
    begun = [place for place in places if first >> place & 1]
    opening = START_WEIGHT * float(search.weights[begun].sum())
    form = float(search.form(np.array([run.first]), np.array([run.last]))[0])
    by_term: dict[str, float] = {}
    for place in places:
        name = _name(place, search)
        by_term[name] = by_term.get(name, 0.0) + float(weights[place])
    return {
        "document": shelf.id(run.document),
        "span": [start, end],
        "text": shelf.text(run.document, start, end),
        "score": round(run.score, 4),
        "parts": {
            "passage": round(run.score - covered - opening - form, 4),
            "coverage": round(covered, 4),
            "start": round(opening, 4),
            "form": round(form, 4),
        },
        "by_term": {name: round(weight, 3) for name, weight in by_term.items()},
        "evidence": round(run.evidence, 4),
        "strength": round(search.evidence.strength(run.evidence, run.held), 4),
    }
