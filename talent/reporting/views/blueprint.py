"""The blueprint all pages of this room hang on."""

from talent.plumbing.blueprint import GuardedBlueprint

pages = GuardedBlueprint("reporting", __name__)
