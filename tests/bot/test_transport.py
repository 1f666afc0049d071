"""Nobody can read along: what refuses to start, and what is served over TLS."""

import ssl
from collections.abc import Callable
from http.client import HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot import transport
from bot.errors import StartError
from bot.settings import Settings
from bot.store.audit import Actor
from bot.store.store import Store
from tests.bot import certificate
from tests.bot.fupin import fupin
from tests.bot.test_app import running

OTHERS = "192.0.2.1"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home on whose first edition fupin can start; its library is empty."""
    home = tmp_path_factory.mktemp("tls") / "home"
    (home / "none").mkdir(parents=True)
    assert fupin(home, "kb", "reload", FUPIN_LIBRARY=str(home / "none")).returncode == 0
    return home


@pytest.mark.parametrize("more", [{}, {"web_public": "1"}, {"web_url": "https://fupin.example"}])
def test_an_open_connection_to_other_machines_is_refused(more: dict[str, str]) -> None:
    with pytest.raises(StartError, match="没有加密") as refused:
        transport.check(Settings(web_host=OTHERS, **more))  # type: ignore[arg-type]
    assert "FUPIN_WEB_TLS_CERT" in str(refused.value)
    assert "FUPIN_WEB_TRUSTED_PROXY" in str(refused.value)


@pytest.mark.parametrize(
    "given", [{}, {"web_host": "::1"}, {"web_host": OTHERS, "web_trusted_proxy": "10.0.0.0/8"}]
)
def test_this_machine_and_a_named_proxy_need_no_certificate(given: dict[str, str]) -> None:
    transport.check(Settings(**given))  # type: ignore[arg-type]


def test_a_refusal_is_one_line_and_exit_1(home: Path) -> None:
    done = fupin(home, "run", FUPIN_WEB_HOST=OTHERS)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "没有加密" in done.stderr


def test_an_address_that_this_machine_does_not_have_is_reported(home: Path) -> None:
    done = fupin(home, "run", FUPIN_WEB_HOST=OTHERS, FUPIN_WEB_TRUSTED_PROXY="10.0.0.1", FUPIN_WEB_PORT="0")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert f"{OTHERS} 的 0 端口启动：这台机器没有这个地址。" in done.stderr


def nothing(folder: Path) -> tuple[Path, Path]:
    return folder / "cert.pem", folder / "key.pem"


def no_certificate(folder: Path) -> tuple[Path, Path]:
    for path in nothing(folder):
        path.write_text("this is none", "utf-8")
    return nothing(folder)


def with_a_password(folder: Path) -> tuple[Path, Path]:
    return certificate.made(folder, password="secret")


def of_two_kinds(folder: Path) -> tuple[Path, Path]:
    (folder / "other").mkdir()
    return certificate.made(folder)[0], certificate.made(folder / "other")[1]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (nothing, "cert.pem 读不了"),
        *((each, "PEM") for each in (no_certificate, with_a_password, of_two_kinds)),
    ],
)
def test_a_certificate_that_cannot_be_used_is_reported_before_the_start(
    tmp_path: Path, files: Callable[[Path], tuple[Path, Path]], said: str
) -> None:
    cert, key = files(tmp_path)
    with pytest.raises(StartError, match=said) as refused:
        transport.check(Settings(web_tls_cert=cert, web_tls_key=key))
    assert str(refused.value).endswith("。")


@pytest.mark.parametrize("given", ["web_tls_cert", "web_tls_key"])
def test_half_of_a_pair_is_reported(given: str) -> None:
    with pytest.raises(StartError, match="一起设置"):
        transport.check(Settings(**{given: "some.pem"}))  # type: ignore[arg-type]


def test_with_a_certificate_the_pages_are_served_over_tls(home: Path, tmp_path: Path) -> None:
    cert, key = certificate.made(tmp_path)
    with running(home, FUPIN_WEB_TLS_CERT=str(cert), FUPIN_WEB_TLS_KEY=str(key)) as process:
        assert "https://127.0.0.1:" in process.lines[0]
        port = urlsplit(process.lines[0].partition("：")[2].split()[0]).port
        connection = HTTPSConnection(
            "127.0.0.1", port, timeout=10, context=ssl.create_default_context(cafile=cert)
        )
        link = Store(home).links.make("张三", "admin", Actor("测试", "cli"))
        connection.request("POST", f"/sign-in/{link}", headers={"X-Forwarded-Proto": "http"})
        response = connection.getresponse()
        cookie = response.headers["Set-Cookie"]
        assert (response.status, response.headers["Location"]) == (303, "/admin")
        assert cookie.startswith("__Host-fupin_session=")
        assert "Secure" in cookie
        assert response.headers["Strict-Transport-Security"]
        connection.close()
        status, _, errors = process.stop()
    assert (status, errors) == (0, "")
