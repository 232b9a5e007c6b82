from talent.selection.views.blueprint import pages

__all__ = ["pages"]
