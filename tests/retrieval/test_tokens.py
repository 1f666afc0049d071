import errno
import marshal
from pathlib import Path

import pytest

from retrieval.tokens import BIGRAM, Tokenizer, bigrams


def test_words_of_the_field_stay_whole(tokenizer: Tokenizer) -> None:
    assert "三区三州" in tokenizer.words("支持三区三州脱贫攻坚")
    assert "建档立卡" in tokenizer.words("建档立卡贫困人口")


def test_words_that_only_ask_are_dropped(tokenizer: Tokenizer) -> None:
    assert tokenizer.words("什么是哪些和多少") == []
    assert tokenizer.words("印发了哪几份文件") == ["印发", "文件"]


def test_a_place_is_found_by_its_short_name(tokenizer: Tokenizer) -> None:
    assert {"湖南省", "湖南"} <= set(tokenizer.words("湖南省的做法"))


def test_bigrams_are_marked_and_do_not_cross_punctuation() -> None:
    assert list(bigrams("扶贫，县")) == [BIGRAM + "扶贫"]


def test_numbers_keep_their_point_and_percent_sign(tokenizer: Tokenizer) -> None:
    assert {"3.17%", "5430.9"} <= set(tokenizer.words("降至3.17%和5430.9万元"))


def test_the_dictionary_cache_is_written_where_it_was_asked_for(cache: Path, tokenizer: Tokenizer) -> None:
    assert tokenizer.words("扶贫")
    assert any(cache.iterdir())


def test_a_dictionary_that_cannot_be_cached_is_used_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(marshal, "dump", full)
        assert Tokenizer(tmp_path).words("扶贫政策") == ["扶贫", "政策"]
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")
    assert Tokenizer(tmp_path).words("扶贫政策") == ["扶贫", "政策"]
    assert [path.name for path in tmp_path.iterdir()] == ["jieba.cache"]


def test_two_tokenizers_do_not_share_words(cache: Path) -> None:
    one, other = Tokenizer(cache, ["甲乙丙丁戊"]), Tokenizer(cache)
    assert one.words("甲乙丙丁戊") == ["甲乙丙丁戊"]
    assert other.words("甲乙丙丁戊") != ["甲乙丙丁戊"]
