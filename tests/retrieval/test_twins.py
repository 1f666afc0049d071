"""The same text in several documents is quoted from the one that says where it is from."""

import pytest

from .conftest import Home

TEXT = "饮水工程管护由村民委员会负责。管护人员每月巡查管线两次。"


def front(**metadata: str) -> str:
    return "".join(["---\n", *(f"{key}: {value}\n" for key, value in metadata.items()), "---\n\n"])


BARE = front(title="饮水工程管护办法") + TEXT
SOURCED = front(title="饮水工程管护办法", issuer="青山县水利局", published="2020-01-02") + TEXT


@pytest.mark.parametrize(("bare", "sourced"), [("a", "b"), ("b", "a")])
def test_the_document_with_an_issuer_and_a_date_comes_first(home: Home, bare: str, sourced: str) -> None:
    answer = home.answerer(**{bare: BARE, sourced: SOURCED}).answer("饮水工程管护由谁负责？")
    assert [snippet.citation.document for snippet in answer.snippets] == [sourced, bare]


def test_another_text_does_not_come_first_for_being_signed(home: Home) -> None:
    other = (
        front(title="饮水工程通知", issuer="青山县水利局", published="2020-01-02") + "饮水工程管护很重要。"
    )
    answer = home.answerer(a=BARE, b=other).answer("饮水工程管护由谁负责？")
    assert answer.snippets[0].citation.document == "a"
