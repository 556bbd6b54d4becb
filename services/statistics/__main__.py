"""`python -m services.statistics` shows the figures; `... worker` hears what they are made of."""

import sys

from services.process import run, show
from services.statistics.main import assemble

if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            run(lambda: show("statistics", assemble))
        case _:
            sys.exit("Usage: python -m services.statistics [worker]")
