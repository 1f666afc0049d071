from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.jsonlines import Rows, write_rows

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab"), inner, max_size=3),
    max_leaves=5,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rows.jsonl"


@given(st.lists(JSON, max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_read_back_as_they_were_written(tmp_path: Path, rows: list[Any]) -> None:
    write_rows(tmp_path / "rows.jsonl", rows)
    found = Rows(tmp_path / "rows.jsonl")
    assert (len(found), list(found)) == (len(rows), rows)
    assert [found[number] for number in reversed(range(len(rows)))] == rows[::-1]


def test_a_row_that_is_not_there_is_an_index_error(file: Path) -> None:
    write_rows(file, ["甲"])
    for number in (-1, 1):
        with pytest.raises(IndexError):
            Rows(file)[number]


@pytest.mark.parametrize("size", [0, 1, 5])
def test_a_file_that_was_cut_short_is_noticed(file: Path, size: int) -> None:
    write_rows(file, ["甲", "乙"])
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(ValueError, match=r"rows\.jsonl"):
        Rows(file)


def test_a_missing_file_is_noticed(file: Path) -> None:
    write_rows(file, ["甲"])
    file.unlink()
    with pytest.raises(FileNotFoundError):
        Rows(file)
