"""A tokenizer and a small library that the tests of retrieval share."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from knowledge.words import bundled
from retrieval.answerer import Answerer
from retrieval.reload import reload
from retrieval.tokens import Tokenizer


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """jieba's dictionary cache, built once for all tests."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def tokenizer(cache: Path) -> Tokenizer:
    words = bundled()
    found = Tokenizer(cache, words.field, words.stop, dict(words.synonyms))
    found.warm()
    return found


class Home:
    """A FUPIN_HOME without the bundled library, to put files into."""

    def __init__(self, path: Path, cache: Path) -> None:
        self.path, self.bundled = path, path / "none"
        self.bundled.mkdir(parents=True)
        (path / "sources").mkdir()
        (path / "cache").symlink_to(cache)

    def write(self, **texts: str) -> None:
        for name, text in texts.items():
            (self.path / "sources" / f"{name}.md").write_text(text, encoding="utf-8")

    def reload(self) -> None:
        reload(self.path, self.bundled)

    def answerer(self, **texts: str) -> Answerer:
        self.write(**texts)
        self.reload()
        return Answerer(self.path)


@pytest.fixture
def home(tmp_path: Path, cache: Path) -> Home:
    return Home(tmp_path / "home", cache)


@pytest.fixture(scope="session")
def bundled_answerer(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Answerer:
    """Answers from the bundled library."""
    path = tmp_path_factory.mktemp("bundled")
    (path / "cache").symlink_to(cache)
    reload(path)
    return Answerer(path)


def texts(answerer: Answerer, question: str) -> Sequence[str]:
    return [snippet.text for snippet in answerer.answer(question).snippets]
