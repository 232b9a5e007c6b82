from talent.plumbing.blueprint import GuardedBlueprint

pages = GuardedBlueprint("placements", __name__)
