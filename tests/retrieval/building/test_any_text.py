"""Whatever stands in a file that can be read, an edition is built of it: no text breaks a reload."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.document import Document
from knowledge.errors import UnreadableFile
from knowledge.inspection import inspect
from knowledge.limits import Limits
from knowledge.loaders.formats import parsed
from knowledge.structure import enumerations
from retrieval.building.analyses import Analyses
from retrieval.building.analysis import analyse
from retrieval.building.vocabulary import Vocabulary
from retrieval.index import PassageIndex
from retrieval.tokens import Tokenizer

PARTS = [
    *"第条章一二三四五六七八九十百千万亿零〇两年月日号：，。；、？！（）()《》“”〔〕〇①②…—",
    *"0123456789.%-/ \n\t#|>*`[]\u3000\ufffd\u200b\U00020000",
    "2018年10月30日",
    "2018-02-31",
    "0000年00月99日",
    "国办发〔2018〕117号",
    "以下八个方面：一是",
    "第九百九十九万条",
    "自2018年13月起施行，同时废止",
    "湖南省",
    "记者：",
    "答：",
    "去年",
    "近两年",
    "1.2.3.4",
    "99999999999999999999亿元",
    "\n\n# ",
    "\n| a | b |\n|---|---|\n",
    "---\ntitle: ",
]
TEXTS = st.lists(st.sampled_from(PARTS) | st.text(max_size=4), max_size=60).map("".join)


@given(TEXTS, st.sampled_from([".txt", ".md", ".csv", ".html"]))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_refused_or_built_into_an_index(
    tmp_path: Path, tokenizer: Tokenizer, text: str, suffix: str
) -> None:
    path = tmp_path / f"甲{suffix}"
    path.write_text(text, encoding="utf-8", errors="replace")
    for document in documents(path):
        vocabulary = Vocabulary()
        found = Analyses.of([analyse(document, tokenizer, vocabulary)])
        passages = PassageIndex.build(found, vocabulary).passages
        assert bool(len(passages)) == bool(document.text.strip())
        list(inspect(document, enumerations(document.text), path))


def documents(path: Path) -> tuple[Document, ...]:
    """Those of a file; none where it is refused with a reason, but not where its parser tripped over it."""
    try:
        return parsed(path, path.name, Limits()).documents
    except UnreadableFile as error:
        if "无法解析" in error.problem:
            pytest.fail(f"{error.problem}: {error.__cause__!r}")
        return ()
