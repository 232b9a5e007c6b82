"""The pages of this room."""

from talent.people.views.blueprint import pages

__all__ = ["pages"]
