"""Fixtures that every test may use, named for the state they give."""

import os
from pathlib import Path

import pytest

TEST_DATA = "FUPIN_TEST_DATA"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine reaches a test, and what is not given a place is written to tmp_path."""
    for name in [name for name in os.environ if name.startswith("FUPIN_") and name != TEST_DATA]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A FUPIN_HOME that does not exist yet."""
    return tmp_path / "home"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real documents and questions that stands outside the project."""
    folder = os.environ.get(TEST_DATA)
    if not folder:
        pytest.skip(f"{TEST_DATA} is not set: it names the folder of real documents and questions")
    return Path(folder)
