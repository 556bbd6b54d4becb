"""The sample province: the bloc of the seed document, made up from a seed, told as commands."""

from services.sample.entry import Entry
from services.sample.sample import sample

__all__ = ["Entry", "sample"]
