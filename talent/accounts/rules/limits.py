"""How long a sign-in lasts, how often something may be tried, how long a link is good."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from talent.accounts.rules.lifecycle import TokenPurpose
from talent.foundations.access import Role


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """When a browser has to sign in again: after ``idle`` without a request, or ``total``."""

    idle: timedelta
    total: timedelta


STAFF = SessionLimits(idle=timedelta(minutes=30), total=timedelta(hours=12))
TRAINEES = SessionLimits(idle=timedelta(minutes=60), total=timedelta(hours=24))


def is_trainee_only(roles: Iterable[str]) -> bool:
    """Whether somebody is a trainee and nothing else: portal and longer sessions are for them."""
    return set(roles) == {Role.TRAINEE.value}


def session_limits(roles: Iterable[str]) -> SessionLimits:
    """The limits for somebody with these roles; any staff role makes it a staff session.

    Source: security goals of the programme, sessions; our default.
    """
    return TRAINEES if is_trainee_only(roles) else STAFF


class AttemptRefusal(StrEnum):
    TOO_MANY = "too-many"


@dataclass(frozen=True, slots=True)
class AttemptLimit:
    """At most ``most`` tries on one subject within ``window``, the present one counted in."""

    most: int
    window: timedelta


FIVE_MINUTES = timedelta(minutes=5)
PER_ACCOUNT = AttemptLimit(10, FIVE_MINUTES)
PER_ADDRESS = AttemptLimit(20, FIVE_MINUTES)
IN_TOTAL = AttemptLimit(1000, FIVE_MINUTES)
LINKS_PER_ACCOUNT = AttemptLimit(5, timedelta(days=1))
# Looking up certificates has its own counts: a curious stranger locks nobody out of signing in.
CHECKS_PER_ADDRESS = AttemptLimit(30, FIVE_MINUTES)
CHECKS_IN_TOTAL = AttemptLimit(1000, FIVE_MINUTES)
LONGEST_WINDOW = timedelta(days=1)

LINK_LIFETIMES = {
    TokenPurpose.ACTIVATION: timedelta(hours=72),
    TokenPurpose.PASSWORD_RESET: timedelta(minutes=30),
}


def is_within(tries: int, limit: AttemptLimit) -> bool:
    """Whether ``tries`` within the window, the present one included, are still allowed."""
    return tries <= limit.most


def network_of(address: str) -> str:
    """What counts as one address: the whole IPv4 address, the first 64 bits of an IPv6 one.

    An IPv6 customer has 2**64 addresses at hand; counting each would be no limit at all.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
    return str(parsed)
