"""Which passages of an edition were quoted."""

import pytest

from knowledge.errors import UnknownDocument
from retrieval.answerer import Answerer
from retrieval.edition import Edition
from retrieval.usage import used, uses


@pytest.fixture
def edition(bundled_answerer: Answerer) -> Edition:
    """The bundled library: three documents of many passages each."""
    return bundled_answerer.opened()[0]


@pytest.fixture
def document(edition: Edition) -> str:
    return edition.shelf.id(1)


def test_passages_of_a_document_stand_in_order_and_cover_it(edition: Edition, document: str) -> None:
    found = uses(edition, document, {})
    assert sum(len(uses(edition, id, {})) for id in edition.shelf.ids) == len(edition.index.owners)
    assert [each.start for each in found] == sorted(each.start for each in found)
    assert found[-1].end == edition.shelf.length(1)
    assert {each.times for each in found} == {0}


def test_a_quotation_counts_for_every_passage_that_it_touches(edition: Edition, document: str) -> None:
    whole = uses(edition, document, {})
    third = whole[2]
    within, end = (third.start, third.start + 1), edition.shelf.length(1)
    found = uses(edition, document, {within: 5, (end - 1, end): 2, (end + 5, end + 9): 7})
    for each in found:
        expected = 5 * (each.start <= third.start < each.end) + 2 * (each.end == end)
        assert each.times == expected, each
    assert sum(each.times > 0 for each in found) >= 2


def test_used_passages_are_counted_once_and_gone_documents_not_at_all(
    edition: Edition, document: str
) -> None:
    everything = {document: [(0, 10**6), (3, 4)], "gone": [(0, 5)]}
    assert used(edition, everything) == len(uses(edition, document, {}))
    other = edition.shelf.id(0)
    assert used(edition, {other: [(0, 1)], document: []}) == sum(
        each.times > 0 for each in uses(edition, other, {(0, 1): 1})
    )
    assert used(edition, {}) == 0


def test_a_document_that_is_not_there_is_said_to_be_unknown(edition: Edition) -> None:
    with pytest.raises(UnknownDocument):
        uses(edition, "gone", {})
