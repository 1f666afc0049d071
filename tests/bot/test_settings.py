"""Settings come from the environment and .env, and say plainly what is wrong with them."""

from pathlib import Path

import pytest

from bot import settings
from bot.settings import Settings, SettingsError
from knowledge.limits import Limits


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_any_setting_everything_stays_on_this_machine(tmp_path: Path) -> None:
    found = settings.load()
    assert found.home == tmp_path / "data" / "fupin"
    assert found.web_is_local
    assert (found.web_port, found.timezone) == (8036, "Asia/Shanghai")
    assert (found.telegram_token, found.telegram_allowed, found.library) == (None, None, None)


def test_the_environment_wins_over_the_env_file(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_folder / ".env").write_text("\ufeffFUPIN_WEB_HOST=::1\nFUPIN_WEB_PORT=1111\nOTHER=x\n", "utf-8")
    monkeypatch.setenv("FUPIN_WEB_PORT", "2222")
    found = settings.load()
    assert (found.web_port, found.web_host) == (2222, "::1")


def test_an_empty_value_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for setting in settings.describe():
        monkeypatch.setenv(setting.name, "")
    assert settings.load().telegram_token is None


def test_telegram_ids_are_separated_as_people_write_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FUPIN_TELEGRAM_ALLOWED", " 12，34, 56 \t-100789、")
    monkeypatch.setenv("FUPIN_ADMINS", "12")
    found = settings.load()
    assert found.telegram_allowed == frozenset({12, 34, 56, -100789})
    assert found.admins == {12}


def test_proxies_are_addresses_and_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FUPIN_WEB_TRUSTED_PROXY", "127.0.0.1，10.1.2.3/8  ::1")
    assert settings.load().web_trusted_proxy == frozenset({"127.0.0.1/32", "10.0.0.0/8", "::1/128"})


@pytest.mark.parametrize(
    ("given", "needed"),
    [
        ({}, False),
        ({"web_host": "192.0.2.1"}, True),
        ({"web_trusted_proxy": "127.0.0.1"}, True),
        ({"web_host": "192.0.2.1", "web_public": "1"}, False),
        ({"web_trusted_proxy": "127.0.0.1", "web_public": "1"}, False),
    ],
)
def test_asking_needs_sign_in_where_strangers_may_come(given: dict[str, str], needed: bool) -> None:
    assert Settings(**given).asking_needs_sign_in is needed  # type: ignore[arg-type]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_addresses_are_local(host: str) -> None:
    assert Settings(web_host=host).web_is_local


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "example.org", "localhost.example.org"])  # noqa: S104
def test_every_other_address_is_not_local(host: str) -> None:
    assert not Settings(web_host=host).web_is_local


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FUPIN_WEB_PORT", "八千"),
        ("FUPIN_WEB_PORT", "65536"),
        ("FUPIN_WEB_PUBLIC", "也许"),
        ("FUPIN_WEB_URL", "fupin.example"),
        ("FUPIN_WEB_URL", "https://fupin.example/desk"),
        ("FUPIN_WEB_TRUSTED_PROXY", "localhost"),
        ("FUPIN_WEB_TRUSTED_PROXY", "10.0.0.0/33"),
        ("FUPIN_ADMINS", "@zhangsan"),
        ("FUPIN_TELEGRAM_ALLOWED", "1 2 三"),
        ("FUPIN_TELEGRAM_TOKEN", "not a token"),
        ("FUPIN_TELEGRAM_API_URL", "localhost:8081"),
        ("FUPIN_TELEGRAM_PROXY", "ftp://127.0.0.1"),
        ("FUPIN_DATABASE_URL", "mysql://localhost/fupin"),
        ("FUPIN_TIMEZONE", "Asia/Beijing2"),
        ("FUPIN_TIMEZONE", "../etc/passwd"),
    ],
)
def test_a_bad_value_is_one_chinese_line_that_names_the_variable(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as raised:
        settings.load()
    line = str(raised.value)
    assert line.startswith(f"设置 {name} 的值不对：")
    assert line.endswith("。")
    assert "\n" not in line


def test_a_secret_is_neither_repeated_in_an_error_nor_shown_by_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FUPIN_TELEGRAM_TOKEN", "123456:to p-hush")
    monkeypatch.setenv("FUPIN_DATABASE_URL", "postgresql;//me:hidden-word@host/db")
    with pytest.raises(SettingsError) as raised:
        settings.load()
    assert "p-hush" not in str(raised.value)
    assert "hidden-word" not in str(raised.value)
    monkeypatch.setenv("FUPIN_TELEGRAM_TOKEN", "123456:top-hush")
    monkeypatch.setenv("FUPIN_DATABASE_URL", "postgresql://me:hidden-word@host/db")
    assert "p-hush" not in repr(settings.load())
    assert "hidden-word" not in repr(settings.load())


def test_an_env_file_that_is_not_text_is_reported(empty_folder: Path) -> None:
    (empty_folder / ".env").write_bytes("FUPIN_HOME=扶贫".encode("gbk"))
    with pytest.raises(SettingsError, match=r"\.env"):
        settings.load()


def test_the_limits_of_a_file_are_set_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings.load().limits == Limits()
    for number, name in enumerate(("FILE_MB", "UNPACKED_MB", "ENTRIES", "CHARACTERS", "CELLS", "PAGES"), 1):
        monkeypatch.setenv(f"FUPIN_LIMIT_{name}", str(number))
    monkeypatch.setenv("FUPIN_LIMIT_SECONDS", "7")
    monkeypatch.setenv("FUPIN_LIMIT_MEMORY_MB", "300")
    assert settings.load().limits == Limits(1 << 20, 2 << 20, 3, 4, 5, 6, 7, 300 << 20)


def test_every_setting_is_described_with_its_default() -> None:
    described = {setting.name: setting for setting in settings.describe()}
    assert described.keys() == {f"FUPIN_{field.upper()}" for field in Settings.model_fields}
    assert described["FUPIN_WEB_PORT"].default == "8036"
    assert described["FUPIN_WEB_PUBLIC"].default == "0"
    assert described["FUPIN_LIBRARY"].default == "不设置"
    assert all(setting.meaning and setting.default for setting in described.values())
