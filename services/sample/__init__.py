"""The sample province, told as commands; its bloc is that of the seed document."""

from services.sample.entry import Entry
from services.sample.sample import sample

__all__ = ["Entry", "sample"]
