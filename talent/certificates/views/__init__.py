"""The pages around certificates: the ledger, preparing, one's own papers, the public check."""

from talent.certificates.views import ledger, mine, preparing, public, signatories
from talent.certificates.views.blueprint import pages

__all__ = ["ledger", "mine", "pages", "preparing", "public", "signatories"]
