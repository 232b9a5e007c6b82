"""The pages around accounts: the door, one's own settings, the register of accounts."""

from talent.accounts.views import door, links, own, register
from talent.accounts.views.blueprint import pages

__all__ = ["door", "links", "own", "pages", "register"]
