"""The libraries that questions are asked of, each built once."""

from pathlib import Path

import pytest

from knowledge.library import Library
from retrieval.answerer import Answerer
from retrieval.reload import reload


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from the bundled library."""
    home = tmp_path_factory.mktemp("bundled")
    reload(home)
    return Answerer(home)


@pytest.fixture(scope="session")
def policies(tmp_path_factory: pytest.TempPathFactory, real_data: Path) -> Answerer:
    """Answers from 299 policy documents."""
    home = tmp_path_factory.mktemp("policies")
    nothing = home / "nothing"
    nothing.mkdir()
    Library(home, nothing).add([real_data / "benchmarks" / "policy_qa" / "documents"])
    reload(home, nothing)
    return Answerer(home)
