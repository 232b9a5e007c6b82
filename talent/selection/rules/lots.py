"""Lots: chance that everybody can repeat."""

from hashlib import sha256


def lot(seed: str, key: str) -> str:
    """The lot of ``key`` under ``seed``: 64 hexadecimal digits, the smallest drawn first.

    The seed is drawn once for a round, before any mark exists, and stored: so nobody can pick the
    chance that suits them, and everybody can draw again and find the same.

    Source: handbook of the programme, section on scoring, rule 4 (recorded draw).
    """
    return sha256(f"{seed}:{key}".encode()).hexdigest()
