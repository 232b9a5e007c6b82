"""The pages of technology transfer."""

from talent.transfer.views import authorisations, catalogue, deliveries, own, results
from talent.transfer.views.blueprint import pages

__all__ = ["authorisations", "catalogue", "deliveries", "own", "pages", "results"]
