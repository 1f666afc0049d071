"""What the index learns of a document: every sentence once, within its block, under its headings."""

from pathlib import Path

import pytest

from knowledge.document import Document, Metadata, Piece
from knowledge.library import BUNDLED
from knowledge.loaders import load
from retrieval.building.analysis import Analysis, analyse
from retrieval.building.vocabulary import Vocabulary
from retrieval.tokens import Tokenizer


class Analysed:
    """A document and its analysis, with the terms as they are written."""

    def __init__(self, document: Document, tokenizer: Tokenizer) -> None:
        self.document, self.vocabulary = document, Vocabulary()
        self.analysis: Analysis = analyse(document, tokenizer, self.vocabulary)
        self._terms = list(self.vocabulary.numbers)

    def sentence(self, number: int) -> str:
        return self.document.text[slice(*self.analysis.sentences[number])]

    def written(self, terms: list[int]) -> set[str]:
        return {self._terms[term] for term in terms}


def document(*pieces: Piece, **metadata: str) -> Document:
    return Document.assemble("a", "a.md", pieces, Metadata(**metadata))  # type: ignore[arg-type]


@pytest.fixture
def notice(tokenizer: Tokenizer) -> Analysed:
    return Analysed(
        document(
            Piece("总体要求", "heading", 1),
            Piece("开展产业扶贫。做好定点帮扶。"),
            Piece("问：资金怎样管理？", "question"),
            Piece("答：专款专用。", "answer"),
            Piece("保障措施", "heading", 1),
            Piece("加强监督。"),
            title="扶贫通知",
            published="2018-10-30",
        ),
        tokenizer,
    )


def test_every_sentence_has_its_block(notice: Analysed) -> None:
    analysis = notice.analysis
    assert [notice.sentence(number) for number in range(len(analysis.sentences))] == [
        "总体要求",
        "开展产业扶贫。",
        "做好定点帮扶。",
        "问：资金怎样管理？",
        "答：专款专用。",
        "保障措施",
        "加强监督。",
    ]
    assert analysis.blocks == [0, 1, 1, 2, 3, 4, 5]
    assert analysis.headings == [True, False, False, True, False, True, False]


def test_whole_sentences_are_told_from_headings_and_signatures(tokenizer: Tokenizer) -> None:
    lines = ("一、加强监督", "各乡镇排好班。二是做好登记。", "（三）其他；", "青山县人民政府", "2021年9月1日")
    analysed = Analysed(document(*map(Piece, lines)), tokenizer)
    finished = analysed.analysis.finished
    assert [analysed.sentence(number) for number, whole in enumerate(finished) if whole] == [
        "各乡镇排好班。",
        "二是做好登记。",
        "（三）其他；",
    ]


def test_a_snippet_does_not_break_off_within_an_item(tokenizer: Tokenizer) -> None:
    text = f"一、{'各乡镇排好班。' * 18}二、{'村村做好登记。' * 18}"
    analysed = Analysed(document(Piece(text)), tokenizer)
    last = analysed.analysis.reaches[0] - 1
    assert analysed.sentence(last + 1).startswith("二、")


def test_a_sentence_stands_under_its_headings_and_the_question_before_it(notice: Analysed) -> None:
    analysis = notice.analysis
    above = [notice.written(analysis.sections[section]) for section in analysis.section_of]
    assert above[0] == set()
    assert "要求" in above[1]
    assert {"要求", "资金"} <= above[4]
    assert "资金" not in above[6]
    assert "保障" in above[6]


def test_title_and_metadata_count_for_the_whole_document(notice: Analysed) -> None:
    assert "扶贫" in notice.written(notice.analysis.title)
    assert all("@2018" in notice.written(marks) for marks in notice.analysis.above)


def test_passages_and_runs_are_ranges_of_sentences(notice: Analysed) -> None:
    analysis = notice.analysis
    assert analysis.windows == [(0, 7)]
    assert analysis.reaches == [3, 3, 3, 5, 5, 7, 7]


@pytest.mark.parametrize("pieces", [[], [Piece("")], [Piece(" \u3000")]])
def test_a_document_without_sentences_has_no_passages(pieces: list[Piece], tokenizer: Tokenizer) -> None:
    analysis = Analysed(document(*pieces), tokenizer).analysis
    assert (analysis.sentences, analysis.windows, analysis.sections) == ([], [], [])
    assert analysis.title


def test_no_text_of_the_bundled_library_is_outside_a_sentence(tokenizer: Tokenizer) -> None:
    for path in BUNDLED.glob("*.md"):
        for found in load(path, path.name).documents:
            analysed = Analysed(found, tokenizer)
            shown = "".join(analysed.sentence(number) for number in range(len(analysed.analysis.sentences)))
            assert "".join(shown.split()) == "".join(found.text.split())
            ends = [end for _, end in analysed.analysis.sentences]
            assert ends == sorted(ends)


def test_lists_are_found(tokenizer: Tokenizer, tmp_path: Path) -> None:
    found = Analysed(document(Piece("做好三项工作：一是宣传，二是培训，三是帮扶。")), tokenizer)
    assert [enumeration.announced for enumeration in found.analysis.enumerations] == [3]
