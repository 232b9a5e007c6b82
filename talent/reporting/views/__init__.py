"""The pages of this room."""

from talent.reporting.views import audit, home, university
from talent.reporting.views.blueprint import pages

__all__ = ["audit", "home", "pages", "university"]
