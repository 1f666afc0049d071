"""A TLS certificate of our own making."""

import shutil
import subprocess
from pathlib import Path

import pytest


def made(folder: Path, password: str = "") -> tuple[Path, Path]:
    """(certificate, private key) for 127.0.0.1; skips where there is no openssl to make them with."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl on this machine")
    cert, key = folder / "cert.pem", folder / "key.pem"
    names = ["-subj", "/CN=fupin", "-addext", "subjectAltName=IP:127.0.0.1"]
    secret = ["-passout", f"pass:{password}"] if password else ["-noenc"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-days", "2", *names, *secret]
    subprocess.run([*command, "-out", cert, "-keyout", key], check=True, capture_output=True)
    return cert, key
