"""`python -m services.statistics` shows the figures; `... worker` hears what they are made of."""

import sys

from services.process import hear, run, show
from services.statistics.main import assemble


def work() -> None:
    # Faust takes a second to import, which only the worker spends.
    from services.statistics import worker

    run(lambda: hear("statistics", worker.assemble, hearing=worker.by_faust, tells=worker.TELLS))


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            run(lambda: show("statistics", assemble))
        case ["worker"]:
            work()
        case _:
            sys.exit("Usage: python -m services.statistics [worker]")
