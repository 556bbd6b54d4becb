"""Statistics shows the live counts of admissions.

It keeps facts and no counters, so that any figure can be drawn for any committee, any period and
any earlier stand, and leaves with the stand that it was drawn at.
"""
