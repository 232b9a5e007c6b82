"""Every setting, read once: from the environment, else from ``var/settings.env``.

Refuses to start on a missing or weak secret. ``make serve`` writes the file at the first start.
"""

import base64
import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
LEAST_SECRET_BYTES = 32


class WeakSetting(RuntimeError):
    """A setting that must not be used as it is; the application does not start."""


def var_dir() -> Path:
    """Where everything lies that is not code: database, files, mail, secrets."""
    return Path(os.environ.get("VAR_DIR", ROOT / "var"))


def _stored() -> dict[str, str]:
    """The ``NAME=value`` lines of the settings file; empty when there is none."""
    path = var_dir() / "settings.env"
    if not path.exists():
        return {}
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def _setting(name: str, default: str = "") -> str:
    return os.environ.get(name) or _stored().get(name) or default


def _secret(name: str) -> bytes:
    value = _setting(name)
    if len(value) < LEAST_SECRET_BYTES:
        raise WeakSetting(f"{name} must be set to at least {LEAST_SECRET_BYTES} random characters")
    return value.encode()


def _vault_keys() -> dict[str, bytes]:
    """``VAULT_KEYS``: ``id:base64,id:base64``, the first one seals, all of them open."""
    keys = {}
    for part in _setting("VAULT_KEYS").split(","):
        key_id, _, encoded = part.strip().partition(":")
        key = base64.b64decode(encoded) if encoded else b""
        if len(key) != 32 or not 0 < len(key_id) <= 8:
            raise WeakSetting("VAULT_KEYS must hold id:key pairs, each key 32 bytes in base64")
        keys[key_id] = key
    return keys


def database_url(given: str) -> str:
    """SQLAlchemy's spelling of a database address: PostgreSQL through psycopg 3."""
    for prefix in ("postgres://", "postgresql://"):
        if given.startswith(prefix):
            return "postgresql+psycopg://" + given.removeprefix(prefix)
    return given


def settings() -> dict[str, Any]:
    """The configuration of a real installation. Raises :class:`WeakSetting`."""
    var = var_dir()
    public_url = _setting("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
    secure = public_url.startswith("https://")
    return {
        "SECRET_KEY": _secret("SECRET_KEY").decode(),
        "VAULT_KEYS": _vault_keys(),
        "FINGERPRINT_KEY": _secret("FINGERPRINT_KEY"),
        "SQLALCHEMY_DATABASE_URI": database_url(
            _setting("DATABASE_URL", f"sqlite:///{var / 'talent.db'}")
        ),
        "FILES_DIR": str(var / "files"),
        "MAIL_DIR": str(var / "mail"),
        "PUBLIC_URL": public_url,
        "TRUSTED_HOSTS": _hosts(public_url),
        "PROXIES": int(_setting("PROXIES", "0")),
        "SMTP_URL": _setting("SMTP_URL", ""),
        "MAIL_FROM": _setting("MAIL_FROM", "no-reply@localhost"),
        "CONTACT_EMAIL": _setting("CONTACT_EMAIL", "coordinator@localhost"),
        **common(secure=secure),
    }


def common(*, secure: bool) -> dict[str, Any]:
    """What does not differ between installations."""
    return {
        "SESSION_COOKIE_NAME": "__Host-visit" if secure else "visit",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "LOGIN_COOKIE": "__Host-sid" if secure else "sid",
        "MAX_CONTENT_LENGTH": 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 512 * 1024,
        "MAX_FORM_PARTS": 500,
        # The token lives as long as the sign-in; the origin is checked by the guard, which a
        # Referer cannot be: our pages send none.
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "PROVIDE_AUTOMATIC_OPTIONS": False,
        "ARGON2": {"time_cost": 2, "memory_cost": 19 * 1024, "parallelism": 1},
        "SEND_FILE_MAX_AGE_DEFAULT": 31536000,
    }


def _hosts(public_url: str) -> list[str]:
    host = public_url.split("://", 1)[-1].split("/", 1)[0].rsplit(":", 1)[0]
    extra = [h for h in _setting("TRUSTED_HOSTS", "").split(",") if h]
    return [
        host,
        *(["localhost", "127.0.0.1"] if host in {"127.0.0.1", "localhost"} else []),
        *extra,
    ]
