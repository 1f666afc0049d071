"""Curated answers: first where they were written for what is asked, and never where they were not."""

import json
from datetime import date
from pathlib import Path

import pytest

from knowledge.curated.answer import Cite, CuratedAnswer
from retrieval.answer import Answer
from retrieval.answerer import Answerer
from retrieval.check import check
from retrieval.curated import OwnAnswer, OwnAnswers
from retrieval.own import DOUBTED
from retrieval.previewing import preview, reached
from retrieval.question import understand
from retrieval.reload import reload
from retrieval.tokens import Tokenizer
from retrieval.wordings import Wording
from tests.retrieval.conftest import Home

QUALITY = Path(__file__).parents[1] / "quality"
LAW = "# 志愿服务办法\n\n志愿服务组织应当为志愿者购买人身意外保险。\n\n服务记录由志愿服务组织出具。\n"
ANSWER = """\
---
question: 志愿者的保险由谁购买？
wordings: [要不要给志愿者买保险]
cites:
  - document: law
    quote: 应当为志愿者购买人身意外保险
author: 张三
date: 2026-01-31
---
由组织活动的机构购买。

名单报办公室。
"""


def write(home: Home, name: str, text: str, folder: str = "answers") -> None:
    path = home.path / "sources" / folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture
def answerer(home: Home) -> Answerer:
    """A library of one document, with one answer that cites it."""
    write(home, "1.md", ANSWER)
    return home.answerer(law=LAW)


def kinds(answer: Answer) -> list[tuple[str, str]]:
    return [(each.kind, each.citation.document) for each in answer.snippets]


def rows() -> list[dict[str, list[str]]]:
    lines = (QUALITY / "curated.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def answers(tokenizer: Tokenizer) -> OwnAnswers:
    """Twenty answers to questions near those that the bundled library answers."""
    found = [
        OwnAnswer(
            number,
            f"answers/{number}.md",
            str(row["question"]),
            None,
            None,
            None,
            (),
            tuple(Wording.of(text, tokenizer) for text in (str(row["question"]), *row["wordings"])),
        )
        for number, row in enumerate(rows())
    ]
    return OwnAnswers(found)


def fitting(answers: OwnAnswers, question: str, tokenizer: Tokenizer) -> int | None:
    found = answers.fitting(understand(question, tokenizer), tokenizer)
    return found.answer.document if found else None


def test_other_ways_of_asking_find_their_answer(answers: OwnAnswers, tokenizer: Tokenizer) -> None:
    asked = [(number, question) for number, row in enumerate(rows()) for question in row["fits"]]
    missed = [question for number, question in asked if fitting(answers, question, tokenizer) != number]
    assert len(asked) == 21
    assert len(missed) <= 1, missed


def test_questions_that_differ_in_one_thing_find_none(answers: OwnAnswers, tokenizer: Tokenizer) -> None:
    asked = [question for row in rows() for question in row["misses"]]
    assert len(asked) == 37
    assert [question for question in asked if fitting(answers, question, tokenizer) is not None] == []


@pytest.mark.parametrize("name", ["seeds", "followups", "paraphrases", "gaps"])
def test_no_question_of_the_quality_sets_gets_an_answer_to_another_one(
    answers: OwnAnswers, tokenizer: Tokenizer, name: str
) -> None:
    lines = (QUALITY / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line)["question"] for line in lines]
    assert [question for question in asked if fitting(answers, question, tokenizer) is not None] == []


def test_it_comes_first_verbatim_and_with_what_it_cites(answerer: Answerer) -> None:
    answer = answerer.answer("请问志愿者的保险应该由谁来购买")
    assert (answer.status, answer.reason, answer.evidence) == ("answered", None, 1.0)
    assert kinds(answer) == [("curated", "answer-1"), ("sentence", "law")]  # which is found otherwise, too
    first, second = answer.snippets
    assert first.text == "由组织活动的机构购买。\n\n名单报办公室。"
    assert (first.citation.issuer, first.citation.author) == ("本机构答复", "张三")
    assert (first.citation.title, first.citation.published) == ("志愿者的保险由谁购买？", "2026-01-31")
    assert second.text == "应当为志愿者购买人身意外保险"
    scores = [each.score for each in answer.snippets]
    assert scores == sorted(scores, reverse=True)


def test_every_snippet_is_its_spans_of_its_document(answerer: Answerer) -> None:
    shelf = answerer.opened()[0].shelf
    for snippet in answerer.answer("志愿者的保险由谁购买？").snippets:
        text = shelf.text(shelf.number(snippet.citation.document))
        assert snippet.text == "……".join(text[start:end] for start, end in snippet.citation.spans)


def test_it_is_read_in_its_place(answerer: Answerer) -> None:
    context = answerer.context("answer-1", [(0, 11)])
    assert context.text == "由组织活动的机构购买。\n\n名单报办公室。"
    assert (context.title, context.has_before, context.has_after) == ("志愿者的保险由谁购买？", False, False)


def test_it_is_not_searched_for_other_questions(answerer: Answerer) -> None:
    for question in ("名单要报办公室吗？", "组织活动的机构有哪些", "云南省志愿者的保险由谁购买？"):
        assert "answer-1" not in [each.citation.document for each in answerer.answer(question).snippets]


def test_what_is_found_otherwise_follows_and_repeats_nothing(home: Home) -> None:
    write(home, "1.md", ANSWER)
    more = {
        f"d{place}": f"# {place}市规定\n\n{place}市志愿者的保险由{place}市购买。\n"
        for place in "甲乙丙丁戊己"
    }
    answer = home.answerer(law=LAW, **more).answer("志愿者的保险由谁购买？")
    assert len(answer.snippets) == 5
    assert kinds(answer)[0] == ("curated", "answer-1")
    assert kinds(answer).count(("sentence", "law")) == 1


def test_a_passage_that_changed_is_not_quoted_and_the_answer_says_so(home: Home) -> None:
    write(home, "1.md", ANSWER)
    answerer = home.answerer(law=LAW.replace("应当", "可以"))
    first = answerer.answer("志愿者的保险由谁购买？").snippets[0]
    assert (first.kind, first.citation.validity) == ("curated", DOUBTED)
    (problem,) = check(home.path, home.bundled).problems[-1:]
    assert (problem.file, problem.line) == ("answers/1.md", 5)
    assert "已没有所引的" in problem.problem


def test_answers_come_go_and_change_with_their_files(home: Home) -> None:
    answerer = home.answerer(law=LAW)
    assert answerer.edition == 1
    write(home, "1.md", ANSWER)
    assert reload(home.path, home.bundled).edition == 2
    assert not reload(home.path, home.bundled).built
    assert kinds(answerer.answer("要不要给志愿者买保险？"))[0][0] == "curated"
    write(home, "1.md", ANSWER.replace("要不要给志愿者买保险", "保险谁管"))
    home.reload()
    assert "curated" not in dict(kinds(answerer.answer("要不要给志愿者买保险？")))
    (home.path / "sources" / "answers" / "1.md").unlink()
    home.reload()
    assert "curated" not in dict(kinds(answerer.answer("志愿者的保险由谁购买？")))


def test_a_file_that_is_no_answer_is_a_problem_and_stops_nothing(home: Home) -> None:
    write(home, "1.md", ANSWER)
    write(home, "2.md", "---\nquestion: 问？\n---\n")
    write(home, "field.txt", "， ，\n", folder="words")
    home.write(law=LAW)
    found = reload(home.path, home.bundled)
    assert [(each.file, each.line) for each in found.problems if each.line] == [
        ("words/field.txt", 1),
        ("answers/2.md", 4),
    ]
    again = reload(home.path, home.bundled)
    assert (again.built, {*found.problems} - {*again.problems}) == (False, set())


def test_an_answer_is_looked_at_before_it_counts(answerer: Answerer) -> None:
    edition, tokenizer = answerer.opened()
    draft = CuratedAnswer(
        "new", "服务记录由谁出具？", "找人事处。", cites=(Cite("law", "服务记录由志愿服务组织出具。"),)
    )
    shown = preview(draft, edition, tokenizer, date(2026, 6, 1))
    assert kinds(shown)[:2] == [("curated", "answer-new"), ("sentence", "law")]
    assert reached(draft, ["服务记录由谁来出具", "服务记录有什么用？"], tokenizer) == [True, False]
    assert "curated" not in dict(kinds(answerer.answer("服务记录由谁出具？")))


def test_own_synonyms_find_what_the_documents_say_and_cost_no_new_terms(home: Home) -> None:
    answerer = home.answerer(law="# 通知\n\n建档立卡贫困户每户补助五百元。\n")
    assert answerer.answer("老乡补助多少钱？").snippets == ()
    write(home, "synonyms.txt", "老乡 > 建档立卡 贫困户\n", folder="words")
    home.reload()
    assert "五百元" in answerer.answer("老乡补助多少钱？").snippets[0].text


def test_own_words_are_one_word_in_questions_and_documents(home: Home) -> None:
    answerer = home.answerer(law="# 通知\n\n福康联盟每年开会。\n")
    assert not answerer.opened()[1].knows("福康联盟")
    write(home, "field.txt", "福康联盟\n", folder="words")
    home.reload()
    edition, tokenizer = answerer.opened()
    assert tokenizer.knows("福康联盟")
    assert edition.index.find(["福康联盟"])[0] >= 0
    assert answerer.answer("福康联盟什么时候开会？").snippets


def test_synonyms_alone_load_no_second_dictionary(home: Home) -> None:
    answerer = home.answerer(law=LAW)
    before = answerer.opened()[1]
    before.warm()
    write(home, "synonyms.txt", "义工哥 > 志愿者\n", folder="words")
    home.reload()
    after = answerer.opened()[1]
    assert (after is before, after.synonyms["义工哥"], "义工哥" in before.synonyms) == (
        False,
        ("志愿者",),
        False,
    )
    assert after._jieba is before._jieba
