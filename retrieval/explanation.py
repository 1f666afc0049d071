"""Why an answer is what it is: the question as understood, what was looked at, and what decided."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np

from knowledge.places.gazetteer import display
from knowledge.shelf import Shelf

from .evidence import ENOUGH, ON_TOPIC
from .fit import TRUST, Fitting
from .runs import BESIDE, START_WEIGHT, Run, Search
from .tokens import BIGRAM

SHOWN = 10  # runs that are explained


def explain(search: Search, shelf: Shelf) -> dict[str, Any]:
    """As plain JSON values: `question` as understood, `terms` with their weights, `runs` with the parts of
    their scores, best first, and the `bounds` that decide what is shown.
    """
    fitting = Fitting(search, shelf)
    return {
        "question": _question(search),
        "terms": [*(_term(place, search) for place in range(len(search.terms))), *_instead(search)],
        "runs": [
            _run(run, search, shelf) | {"fit": fitting.fit(run).name} for run in islice(search.runs(), SHOWN)
        ],
        "bounds": {
            "evidence_to_answer": ENOUGH,
            "evidence_to_be_on_topic": ON_TOPIC,
            "evidence_beside_the_best": BESIDE,
            "fits_that_answer": {fit.name: trust for fit, trust in TRUST.items()},
        },
    }


def _question(search: Search) -> dict[str, Any]:
    question = search.question
    return {
        "understood": question.text,
        "years": list(question.scope.years),
        "regions": [display(region) for region in question.scope.regions],
        "wants_list": question.wants_list,
        "items": list(question.items.numbers) if question.items else [],
    }


def _term(place: int, search: Search) -> dict[str, Any]:
    question, term = search.question, search.question.terms[place]
    kind = "word" if place < len(question.words) else "pair" if term.startswith(BIGRAM) else "mark"
    return {
        "term": term.removeprefix(BIGRAM),
        "kind": kind,
        "weight": round(float(search.covering[place]), 3),
        "rarity": round(question.rarities[place], 3) if kind == "word" else None,
        "in_library": bool(search.terms[place] >= 0),
    }


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
        "by_term": {_name(p, search): round(float(weights[p]), 3) for p in places},
        "evidence": round(run.evidence, 4),
        "strength": round(search.evidence.strength(run.evidence, run.held), 4),
    }
