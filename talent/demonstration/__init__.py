"""A believable programme to try everything with, built through the same actions people use.

Its dates follow the day it is loaded: there is always a call that is open and a cohort under way.
"""
