"""Every deed of transfer."""

from talent.transfer.actions.authorisations import (
    NEEDS_REASON,
    expire_due,
    move_authorisation,
    propose,
)
from talent.transfer.actions.catalogue import load_catalogue
from talent.transfer.actions.deliveries import (
    Teaching,
    Verdict,
    assess,
    change_delivery,
    enrol,
    move_delivery,
    plan_delivery,
    withdraw,
)

__all__ = [
    "NEEDS_REASON",
    "Teaching",
    "Verdict",
    "assess",
    "change_delivery",
    "enrol",
    "expire_due",
    "load_catalogue",
    "move_authorisation",
    "move_delivery",
    "plan_delivery",
    "propose",
    "withdraw",
]
