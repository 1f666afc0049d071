"""An edition is a function of its files: what is reused of the one before leaves no trace."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.editions import Editions
from retrieval.answerer import Answerer
from retrieval.building import analysis
from retrieval.building.analyses import Analyses
from retrieval.building.vocabulary import Vocabulary
from retrieval.index import PassageIndex
from retrieval.reload import reload
from tests.retrieval.conftest import Home

TEXTS = {
    "产业": "# 产业扶贫通知\n\n## 一、任务\n\n种植每亩补助八百元。做好三件事：一是种，二是收，三是卖。",
    "教育": "# 教育帮扶办法\n\n第一条 资助贫困学生，每人每年两千元。\n\n第二条 2018年底完成。",
    "医疗": "# 医疗救助细则\n\n问：谁可以申请？\n\n答：低保对象可以申请救助。",
    "健康": "# 健康扶贫\n\n签约服务覆盖云南省。",
}


def files(home: Home, edition: int) -> dict[str, bytes]:
    """What an edition serves, without what only the next one reads."""
    folder = Editions(home.path).path(edition)
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def served(home: Home) -> dict[str, bytes]:
    current = Editions(home.path).current()
    assert current is not None
    kept = files(home, current)
    return {name: kept[name] for name in kept if not name.startswith(("manifest", "vocabulary"))}


@pytest.fixture
def analysed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the documents that were tokenised."""
    from retrieval.building import build

    seen: list[str] = []

    def watched(document, tokenizer, vocabulary):  # type: ignore[no-untyped-def]
        seen.append(document.id)
        return analysis.analyse(document, tokenizer, vocabulary)

    monkeypatch.setattr(build, "analyse", watched)
    return seen


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were parsed."""
    from knowledge.loaders import Reader

    seen: list[str] = []
    load = Reader.load

    def watched(self, path, file):  # type: ignore[no-untyped-def]
        seen.append(file)
        return load(self, path, file)

    monkeypatch.setattr(Reader, "load", watched)
    return seen


def fresh(home: Home, folder: Path) -> Home:
    """A new home with the same files."""
    found = Home(folder, (home.path / "cache").resolve())
    for path in (home.path / "sources").iterdir():
        (folder / "sources" / path.name).write_bytes(path.read_bytes())
    found.reload()
    return found


def test_only_changed_files_are_parsed_and_tokenised(
    home: Home, parsed: list[str], analysed: list[str]
) -> None:
    home.write(**TEXTS)
    home.reload()
    assert sorted(analysed) == sorted(TEXTS)
    parsed.clear()
    analysed.clear()
    home.write(医疗="# 医疗\n\n改过了。", 新增="# 新增\n\n新的。")
    (home.path / "sources" / "教育.md").unlink()
    home.reload()
    assert sorted(parsed) == ["医疗.md", "新增.md"]
    assert sorted(analysed) == ["医疗", "新增"]


@pytest.mark.parametrize("change", ["first", "last", "all", "none left", "removed", "added", "renamed"])
def test_an_edition_from_the_one_before_is_the_same_as_one_from_scratch(
    home: Home, tmp_path: Path, change: str
) -> None:
    home.write(**TEXTS)
    home.reload()
    sources = home.path / "sources"
    if change == "none left":
        for path in sources.iterdir():
            path.unlink()
    elif change == "removed":
        (sources / "教育.md").unlink()
    elif change == "renamed":
        (sources / "教育.md").rename(sources / "甲.md")
    elif change == "added":
        home.write(新增="# 新增的通知\n\n搬迁补助每人一万元。")
    else:
        names = sorted(TEXTS)
        chosen = {"first": names[:1], "last": names[-1:], "all": names}[change]
        home.write(**{name: f"# 改\n\n改过的{name}，每户五百元。" for name in chosen} or {"补": "补。"})
    home.reload()
    other = fresh(home, tmp_path / "other")
    assert Editions(home.path).current() == 2
    assert served(home) == served(other)


def test_a_term_that_no_document_holds_any_more_is_forgotten(home: Home) -> None:
    home.write(**TEXTS)
    home.reload()
    home.write(医疗="# 医疗\n\n改过了。")
    home.reload()
    assert "低保" in Vocabulary.load(Editions(home.path).path(1)).numbers
    kept = Vocabulary.load(Editions(home.path).path(2))
    assert "低保" not in kept.numbers
    assert len(PassageIndex.load(Editions(home.path).path(2)).keys) == len(kept)


def test_a_document_is_reused_again_and_again(home: Home, analysed: list[str]) -> None:
    home.write(**TEXTS)
    home.reload()
    for round in range(3):
        home.write(健康=f"# 健康\n\n第{round}次修改。")
        analysed.clear()
        home.reload()
        assert analysed == ["健康"]
    assert "八百元" in Answerer(home.path).answer("种植每亩补助多少").snippets[0].text


@pytest.mark.parametrize("file", ["vocabulary.txt", "sources.json", "analyses/terms.values.npy"])
def test_an_edition_that_cannot_be_reused_is_read_anew(home: Home, analysed: list[str], file: str) -> None:
    home.write(**TEXTS)
    home.reload()
    (Editions(home.path).path(1) / file).unlink()
    home.write(健康="# 健康\n\n改了。")
    analysed.clear()
    home.reload()
    assert sorted(analysed) == sorted(TEXTS)


def test_documents_are_picked_and_joined_in_any_order(home: Home) -> None:
    home.write(**TEXTS)
    home.reload()
    whole = Analyses.load(Editions(home.path).path(1))
    order = np.array([2, 0, 3, 1])
    parts = [whole.take(order[:1]), whole.take(order[1:])]
    again = Analyses.joined(parts).take(np.argsort(order))
    assert len(again) == len(TEXTS)
    for name in ("firsts", "paths", "passages", "spans", "blocks", "headings", "section_of", "windows"):
        np.testing.assert_array_equal(getattr(again, name), getattr(whole, name))
    for name in ("terms", "marks", "sections", "above", "titles"):
        np.testing.assert_array_equal(getattr(again, name).values, getattr(whole, name).values)
        np.testing.assert_array_equal(getattr(again, name).starts, getattr(whole, name).starts)
    assert list(again.lists) == list(whole.lists)


def test_a_library_without_documents_is_built_and_answers(home: Home) -> None:
    done = reload(home.path, home.bundled)
    assert (done.edition, done.documents, done.passages) == (1, 0, 0)
    answerer = Answerer(home.path)
    answerer.warm()
    for question in ("种植每亩补助多少", "2018年云南省有哪些措施", "你好", ""):
        assert answerer.answer(question).snippets == ()
    home.write(**TEXTS)
    home.reload()
    assert "八百元" in answerer.answer("种植每亩补助多少").snippets[0].text


def test_a_heading_that_comes_again_is_one_context(home: Home) -> None:
    answerer = home.answerer(
        甲="# 总\n\n## 同名\n\n前面的办法。\n\n## 别的\n\n中间的措施。\n\n## 同名\n\n最后补助八百元。",
        空="# 只有标题\n\n<!-- 没有 -->\n\n## 二级",
    )
    assert "八百元" in answerer.answer("同名 最后补助多少元").snippets[0].text


def test_a_warning_is_told_again_though_its_file_is_not_read_again(home: Home, parsed: list[str]) -> None:
    home.write(甲="---\nauthor: 某人\n---\n正文。", 乙="# 乙\n\n正文。")
    first = reload(home.path, home.bundled)
    home.write(乙="# 乙\n\n改了。")
    parsed.clear()
    second = reload(home.path, home.bundled)
    assert parsed == ["乙.md"]
    assert [(problem.file, problem.line) for problem in second.problems] == [("甲.md", 2)]
    assert second.problems == first.problems


def test_a_document_that_another_file_takes_over_is_tokenised(home: Home, analysed: list[str]) -> None:
    (home.bundled / "甲.md").write_text("# 甲\n\n随附的甲，补助八百元。", encoding="utf-8")
    home.reload()
    (home.path / "sources" / "甲.txt").write_text("甲\n自己的甲，补助九百元。", encoding="utf-8")
    analysed.clear()
    home.reload()
    assert analysed == ["甲"]
    assert "九百元" in Answerer(home.path).answer("补助多少元？").snippets[0].text
