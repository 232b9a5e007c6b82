"""Keeping passwords: Argon2id, as many at once as there are cores, equal work for strangers."""

import os
import threading
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask import abort, current_app

WAIT_SECONDS = 10

# Each hash takes tens of megabytes and a core: a crowd waits its turn instead of piling up.
_turn = threading.BoundedSemaphore(os.cpu_count() or 1)


def hash_password(password: str) -> str:
    """What is stored of ``password``, which comes normalised (see the accounts' rules)."""
    with _Turn():
        return _hasher().hash(password)


def is_password(stored: str | None, password: str) -> bool:
    """Whether ``password`` belongs to ``stored``. Without a stored one: the same work, then no."""
    with _Turn():
        try:
            _hasher().verify(stored or _nobodys(), password)
        except (VerifyMismatchError, InvalidHashError):
            return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Whether ``stored`` was made with other parameters than those used now."""
    return _hasher().check_needs_rehash(stored)


class _Turn:
    """One of the places at the hashing table; 503 when none becomes free in time."""

    def __enter__(self) -> None:
        if not _turn.acquire(timeout=WAIT_SECONDS):
            abort(503)

    def __exit__(self, *_exc: object) -> None:
        _turn.release()


def _hasher() -> PasswordHasher:
    return _made(tuple(sorted(current_app.config["ARGON2"].items())))


@cache
def _made(parameters: tuple[tuple[str, int], ...]) -> PasswordHasher:
    return PasswordHasher(**dict[str, Any](parameters))


def _nobodys() -> str:
    return _hash_of_nobody(tuple(sorted(current_app.config["ARGON2"].items())))


@cache
def _hash_of_nobody(parameters: tuple[tuple[str, int], ...]) -> str:
    return _made(parameters).hash("the password of nobody")
