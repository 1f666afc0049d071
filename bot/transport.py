"""How the web pages reach others: nobody on the way may read along, and it is made sure before the start."""

import ssl
from pathlib import Path

from bot.errors import StartError
from bot.settings import Settings
from knowledge.errors import reason_of


def check(settings: Settings) -> None:
    """Raises StartError where a session could be overheard, or where TLS could not be served as it is set."""
    if not (settings.web_is_local or settings.web_tls_cert or settings.web_trusted_proxy):
        raise StartError(
            f"FUPIN_WEB_HOST={settings.web_host} 会让别的机器也能打开网页，而连接没有加密。请改回 127.0.0.1；"
            "或用 FUPIN_WEB_TLS_CERT 和 FUPIN_WEB_TLS_KEY 设置证书；"
            "或在 FUPIN_WEB_TRUSTED_PROXY 里写明负责加密的反向代理的地址。"
        )
    if settings.web_tls_cert or settings.web_tls_key:
        _check_certificate(settings.web_tls_cert, settings.web_tls_key)


def _check_certificate(cert: Path | None, key: Path | None) -> None:
    if cert is None or key is None:
        raise StartError("FUPIN_WEB_TLS_CERT 和 FUPIN_WEB_TLS_KEY 要一起设置，一个是证书，一个是私钥。")
    for path in (cert, key):
        try:
            path.read_bytes()
        except OSError as error:
            raise StartError(f"TLS 文件 {path} 读不了：{reason_of(error)}。") from error
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key, _no_password)
    except (OSError, ValueError) as error:
        raise StartError(
            f"TLS 用不了：{cert} 和 {key} 应是一对 PEM 格式的证书和私钥，私钥不能有密码。"
        ) from error


def _no_password() -> str:
    """Called for a key that has one; otherwise OpenSSL would ask on the terminal."""
    raise ValueError("the key has a password")
