"""Secret numbers: sealed for storage, found again by fingerprint, shown only on purpose."""

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

NONCE_BYTES = 12


def seal(text: str, about: str) -> str:
    """``text`` sealed (AES-256-GCM) and bound to ``about``: in another row it does not open."""
    keys = current_app.config["VAULT_KEYS"]
    key_id = next(iter(keys))
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(keys[key_id]).encrypt(nonce, text.encode(), f"{key_id}:{about}".encode())
    return ".".join(("v1", key_id, _b64(nonce), _b64(sealed)))


def unseal(sealed: str, about: str) -> str:
    """The text again. ``cryptography.exceptions.InvalidTag`` when it was altered or moved."""
    _version, key_id, nonce, body = sealed.split(".")
    key = current_app.config["VAULT_KEYS"][key_id]
    return AESGCM(key).decrypt(_unb64(nonce), _unb64(body), f"{key_id}:{about}".encode()).decode()


def seal_bytes(content: bytes, about: str) -> bytes:
    """Like :func:`seal`, for files: key id, nonce and ciphertext in one run of bytes."""
    keys = current_app.config["VAULT_KEYS"]
    key_id = next(iter(keys))
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(keys[key_id]).encrypt(nonce, content, f"{key_id}:{about}".encode())
    framed: bytes = key_id.encode().ljust(8) + nonce + sealed
    return framed


def unseal_bytes(sealed: bytes, about: str) -> bytes:
    """The content of :func:`seal_bytes` again."""
    key_id = sealed[:8].decode().strip()
    nonce, body = sealed[8 : 8 + NONCE_BYTES], sealed[8 + NONCE_BYTES :]
    return AESGCM(current_app.config["VAULT_KEYS"][key_id]).decrypt(
        nonce, body, f"{key_id}:{about}".encode()
    )


def fingerprint(text: str) -> str:
    """A keyed hash by which equal numbers can be found without opening any."""
    return hmac.new(
        current_app.config["FINGERPRINT_KEY"], text.encode(), hashlib.sha256
    ).hexdigest()


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
