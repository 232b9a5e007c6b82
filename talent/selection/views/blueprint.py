from talent.plumbing.blueprint import GuardedBlueprint

pages = GuardedBlueprint("selection", __name__, url_prefix="/selection")
