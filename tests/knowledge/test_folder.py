from pathlib import Path

from knowledge.folder import BUNDLED, folder_digest


def test_every_name_and_content_counts_but_those_of_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "甲.md").write_text("甲", encoding="utf-8")
    seen = [folder_digest(tmp_path)]
    (tmp_path / ".隐.md").write_text("隐", encoding="utf-8")
    assert folder_digest(tmp_path) == seen[0]
    (tmp_path / "甲.md").write_text("乙", encoding="utf-8")
    seen.append(folder_digest(tmp_path))
    (tmp_path / "甲.md").rename(tmp_path / "乙.md")
    seen.append(folder_digest(tmp_path))
    (tmp_path / "library.toml").write_text("", encoding="utf-8")
    seen.append(folder_digest(tmp_path))
    (tmp_path / "夹").mkdir()
    seen.append(folder_digest(tmp_path))
    assert len(set(seen)) == len(seen)


def test_a_folder_that_is_not_there_is_as_an_empty_one(tmp_path: Path) -> None:
    assert folder_digest(tmp_path / "none") == folder_digest(tmp_path)
    assert folder_digest(BUNDLED) != folder_digest(tmp_path)
