import unicodedata
from pathlib import Path

import pytest

from knowledge.errors import UnreadableFile
from knowledge.filenames import document_id, library_name, shown


@pytest.mark.parametrize(
    "name",
    [
        "国办发〔2018〕117号.md",
        "a b.txt",
        "-x.md",
        "é.md",
        "👨‍👩‍👧.md",
        "a.b.md",
        "e\u0301.md",
        "'\"$(x);.md",
    ],
)
def test_a_name_that_can_be_read_is_kept_in_nfc(name: str) -> None:
    assert library_name(Path("folder") / name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    "name",
    [
        "a\n.md",
        "a\t.md",
        "\x1b[2J.md",
        "a\x7f.md",
        "a\u202etxt.md",
        "a\u2028.md",
        "a\udcff.md",
        ".a.md",
        "好" * 80 + ".md",
    ],
)
def test_a_name_that_cannot_be_shown_found_or_stored_is_refused(name: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        library_name(Path(name))
    str(refused.value).encode()
    assert str(refused.value).isprintable()


def test_what_cannot_be_shown_is_replaced() -> None:
    assert shown("a\nb\udcff扶贫.md") == "a\ufffdb\ufffd扶贫.md"


def test_the_id_is_the_stem_in_nfc() -> None:
    assert document_id("国办发〔2018〕117号.md") == "国办发〔2018〕117号"
    assert document_id("e\u0301.2.md") == "é.2"
