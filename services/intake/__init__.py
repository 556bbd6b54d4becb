"""Intake keeps the cases and the directory of committees.

It alone lists a prospect, records each further step up to the ceremony, and creates, names and
places committees. It hears from verification when the background of a case is concluded.
"""
