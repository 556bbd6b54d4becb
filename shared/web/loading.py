"""How far something long has come that every page should tell of."""

from dataclasses import dataclass


@dataclass(slots=True)
class Loading:
    """So many of so many are done; while `of` is nothing, it is not known yet how many."""

    done: int = 0
    of: int = 0
    over: bool = False
