"""The sample province, made up from a seed and told as commands; its bloc is the seed document's."""

from services.sample.entry import Entry
from services.sample.sample import sample

__all__ = ["Entry", "sample"]
