"""The pages of this room: the register of people, of organisations, and one's own record."""

from talent.people.views import organisations, own, people
from talent.people.views.blueprint import pages

__all__ = ["organisations", "own", "pages", "people"]
