"""The organisation's own words and synonyms, beside the bundled ones."""

from pathlib import Path

from knowledge.curated.words import own_words
from knowledge.words import bundled


def write(sources: Path, **texts: str) -> Path:
    folder = sources / "words"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return sources


def test_without_files_they_are_the_bundled_words(tmp_path: Path) -> None:
    assert own_words(tmp_path).words is bundled()


def test_own_words_are_added_and_own_synonyms_come_first(tmp_path: Path) -> None:
    sources = write(
        tmp_path, field="# 我们的词\n福康联盟\n\n慈善会 # 全称\n", synonyms="老人 > 老寿星\n甲方 乙方\n"
    )
    found = own_words(sources)
    assert found.problems == ()
    assert found.words.field[-2:] == ("福康联盟", "慈善会")
    assert found.words.field[: len(bundled().field)] == bundled().field
    synonyms = dict(found.words.synonyms)
    assert synonyms["老人"] == ("老寿星", *dict(bundled().synonyms)["老人"])
    assert (synonyms["甲方"], synonyms["乙方"]) == (("乙方",), ("甲方",))


def test_a_line_that_is_none_is_told_and_left_out(tmp_path: Path) -> None:
    sources = write(
        tmp_path, field="两个 词\n好词\n，\n", synonyms="独自\n > 空\n好 坏！\n老乡 > 贫困户\n", other="x"
    )
    found = own_words(sources)
    assert [(each.file, each.line) for each in found.problems] == [
        ("words/field.txt", 1),
        ("words/field.txt", 3),
        ("words/other.txt", None),
        ("words/synonyms.txt", 1),
        ("words/synonyms.txt", 2),
        ("words/synonyms.txt", 3),
    ]
    assert found.words.field[-1] == "好词"
    assert dict(found.words.synonyms)["老乡"][0] == "贫困户"
