"""Secrets that somebody carries: signed random tokens, of which the store keeps keyed hashes only."""

import hashlib
import hmac
import secrets
from typing import Literal

Purpose = Literal["link", "session", "csrf", "invite"]
_RANDOM = 24  # bytes of chance in a token
_SIGNATURE = 12  # bytes that only this installation can make


def new(purpose: Purpose, key: bytes) -> str:
    """A token of 72 characters that are safe in an address."""
    chance = secrets.token_hex(_RANDOM)
    return f"{chance}{_signature(chance, purpose, key)}"


def genuine(token: str, purpose: Purpose, key: bytes) -> bool:
    """Whether this installation made the token for this purpose; found without looking into the database."""
    chance, signature = token[: 2 * _RANDOM], token[2 * _RANDOM :]
    return hmac.compare_digest(signature.encode(), _signature(chance, purpose, key).encode())


def hashed(token: str, purpose: Purpose, key: bytes) -> str:
    """What the store keeps of a token: 64 hexadecimal digits."""
    return _keyed(f"kept {token}", purpose, key).hexdigest()


def derived(token: str, purpose: Purpose, key: bytes) -> str:
    """A second secret that belongs to the token, such as the one in a session's forms."""
    return _keyed(f"derived {token}", purpose, key).hexdigest()[:32]


def _signature(chance: str, purpose: Purpose, key: bytes) -> str:
    return _keyed(f"signed {chance}", purpose, key).hexdigest()[: 2 * _SIGNATURE]


def _keyed(text: str, purpose: Purpose, key: bytes) -> "hashlib.blake2b":
    return hashlib.blake2b(text.encode("utf-8", "replace"), key=key, person=purpose.encode(), digest_size=32)
