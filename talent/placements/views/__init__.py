"""Pages of placements, for staff and for trainees."""

from talent.placements.views import own, records, semesters, steps
from talent.placements.views.blueprint import pages

__all__ = ["own", "pages", "records", "semesters", "steps"]
