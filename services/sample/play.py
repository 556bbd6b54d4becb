"""Plays the sample: sends each command to the desks, as the clerks would have done."""
