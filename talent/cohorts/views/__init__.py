"""The pages of cohorts: their register, their people, their attendance, and one's own."""

from talent.cohorts.views import attendance, own, people, planning, register
from talent.cohorts.views.blueprint import pages

__all__ = ["attendance", "own", "pages", "people", "planning", "register"]
