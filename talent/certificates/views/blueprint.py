"""The blueprint all pages of this room hang on."""

from talent.plumbing.blueprint import GuardedBlueprint

pages = GuardedBlueprint("certificates", __name__, url_prefix="/certificates")
