"""The list of documents, page by page, and the values that it can be narrowed to. Pure.

The data of the buttons begin with dl: df: dv: dx: and have the key of the choice that they start from.
"""

from collections.abc import Iterator, Sequence

from bot.desk.library.catalogue import Catalogue
from bot.desk.library.entry import OPEN, Entry, key, values
from bot.desk.library.facets import Facet
from bot.markup import Run, parts
from bot.store.outbox import Button
from bot.telegram.reading import words
from bot.telegram.reading.choice import Choice
from bot.telegram.reading.screen import Screen, in_rows, page_count, pager
from retrieval.reloading import today

_KEY, _FACET = r"([0-9a-f]{20})", "([cryt])"
LIST = rf"^dl:{_KEY}:(\d{{1,6}})\Z"  # dl:<choice>:<page, from 0>
FACET = rf"^df:{_KEY}:{_FACET}:(\d{{1,6}})\Z"  # df:<choice>:<facet>:<page of its values>
VALUE = rf"^dv:{_KEY}:{_FACET}:([0-9a-f]{{8}})\Z"  # dv:<choice>:<facet>:<beginning of the value's key>
DROP = rf"^dx:{_KEY}:([crytw])\Z"  # dx:<choice>:<what of it is dropped>
ON_PAGE = 8
VALUES_ON_PAGE = 20


def listed(catalogue: Catalogue, choice: Choice, choice_key: str, number: int) -> Screen:
    """A page of the documents that fit the choice; the last one where there are fewer pages."""
    found = catalogue.select(choice.values, choice.words)
    pages = page_count(len(found), ON_PAGE)
    number = min(number, pages - 1)
    first = number * ON_PAGE
    shown = list(enumerate(found[first : first + ON_PAGE], first + 1))
    opening = [(str(place), OPEN.format(key=entry.key)) for place, entry in shown]
    rows = [
        *in_rows(opening, ON_PAGE // 2),
        *pager(f"dl:{choice_key}:{{page}}", number, pages),
        *_chips(choice, choice_key),
        *in_rows(list(_facets(found, choice, choice_key)), 4),
    ]
    return Screen(parts(_runs(catalogue, found, shown, words.page_of(number, pages)))[0], rows)


def offered(catalogue: Catalogue, choice: Choice, choice_key: str, facet: Facet, number: int) -> Screen:
    """A page of the values of a facet, with the number of documents that each leaves of the choice."""
    every = values(facet, catalogue.select(choice.values, choice.words))
    pages = page_count(len(every), VALUES_ON_PAGE)
    number = min(number, pages - 1)
    shown = every[number * VALUES_ON_PAGE :][:VALUES_ON_PAGE]
    options = [
        (f"{value}（{count}）", f"dv:{choice_key}:{facet[0]}:{key(value)[:8]}") for value, count in shown
    ]
    rows = [
        *in_rows(options, 2),
        *pager(f"df:{choice_key}:{facet[0]}:{{page}}", number, pages),
        [(words.BACK, f"dl:{choice_key}:0")],
    ]
    return Screen(parts([Run(f"{words.choose(facet)}{words.page_of(number, pages)}")])[0], rows)


def _runs(
    catalogue: Catalogue, found: Sequence[Entry], shown: Sequence[tuple[int, Entry]], page: str
) -> Iterator[Run]:
    if not catalogue.entries:
        yield Run(words.EMPTY)
        return
    yield Run(words.counted(len(found), len(catalogue.entries)) + page, bold=True)
    for place, entry in shown:
        yield Run(f"\n\n{place}. {entry.line(catalogue.edition.standing(entry.number, today()))}")
    yield Run(f"\n\n{words.HINT if found else words.NONE_FIT}")


def _chips(choice: Choice, choice_key: str) -> list[list[Button]]:
    return in_rows(
        [(f"{name}{words.DROP}", f"dx:{choice_key}:{letter}") for letter, name in choice.chips()], 2
    )


def _facets(found: Sequence[Entry], choice: Choice, choice_key: str) -> Iterator[Button]:
    """What the list can be narrowed by: what not all of the documents have alike."""
    for facet, name in words.FACETS.items():
        if facet not in choice.values and any(count < len(found) for _, count in values(facet, found)):
            yield name, f"df:{choice_key}:{facet[0]}:0"
