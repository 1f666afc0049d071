"""The key of this installation, and the keyed hashes that stand for people and conversations."""

import hashlib
import logging
import os
import secrets
import stat
from pathlib import Path

from bot.store.errors import StoreError
from knowledge.errors import reason_of

SIZE = 32
_PRIVATE = 0o600
_log = logging.getLogger(__name__)


def pseudonym(name: str, key: bytes) -> str:
    """A name such as "telegram:123" as 32 hexadecimal digits that nobody without the key can trace back."""
    return hashlib.blake2b(name.encode("utf-8", "replace"), key=key, digest_size=16).hexdigest()


def load(home: Path) -> bytes:
    """The 32 bytes of FUPIN_HOME/key, made at the first start. Raises StoreError."""
    path = home / "key"
    try:
        if not path.exists():
            _create(path)
        _make_private(path)
        key = path.read_bytes()
    except OSError as error:
        raise StoreError(f"密钥文件 {path} 用不了（{reason_of(error)}）。请检查权限和磁盘空间。") from error
    if len(key) != SIZE:
        raise StoreError(f"密钥文件 {path} 已损坏，应为 {SIZE} 字节。请从备份恢复；删掉它则旧记录认不出人。")
    return key


def _create(path: Path) -> None:
    """Put a new key there in one step; of several processes that start at once, the first one's stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"key.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(SIZE))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            _log.debug("another process has made the key first")
    finally:
        draft.unlink(missing_ok=True)


def _make_private(path: Path) -> None:
    if os.name != "posix" or not stat.S_IMODE(path.stat().st_mode) & 0o077:
        return
    path.chmod(_PRIVATE)
    _log.warning("密钥文件 %s 原来别人也能读，已改为只有自己能读", path)
