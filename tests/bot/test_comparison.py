"""Two answers side by side: what belongs together, and where it differs."""

from bot.desk.comparison import compare
from retrieval.answer import Answer, Citation, Snippet


def quotation(text: str, document: str = "d") -> Snippet:
    return Snippet(text, "sentence", (), 1.0, Citation(document, "文件"))


def answered(*snippets: Snippet) -> Answer:
    return Answer("问", "问", "answered", snippets=snippets)


def test_quotations_are_paired_by_their_words_and_differences_marked() -> None:
    then = answered(quotation("补助标准为每人每月三百元。"), quotation("甲乙丙丁"), quotation("一样的"))
    now = answered(
        quotation("一样的"),
        quotation("补助标准为每人每月五百元整。"),
        quotation("甲乙丙丁", "另一份"),
        quotation("全新"),
    )
    found = compare(then, now)
    assert [pair.state for pair in found.pairs] == ["changed", "gone", "same", "new", "new"]
    changed = found.pairs[0]
    assert changed.then is not None
    assert changed.now is not None
    assert [changed.then.text[start:end] for start, end in changed.only_then] == ["三"]
    assert [changed.now.text[start:end] for start, end in changed.only_now] == ["五", "整"]
    assert not found.same


def test_two_answers_are_the_same_where_people_read_the_same() -> None:
    one = answered(quotation("甲"), quotation("乙"))
    assert compare(one, answered(quotation("甲"), quotation("乙"))).same
    assert not compare(one, answered(quotation("乙"), quotation("甲"))).same
    assert not compare(answered(), Answer("问", "问", "unanswered", "not_in_library")).same
    assert compare(answered(), answered()).pairs == ()
