"""`python -m services.statistics` shows the figures; `... worker` hears what they are made of."""

import sys

from services.process import by_aiokafka, hear, run, show
from services.statistics.main import assemble

if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            run(lambda: show("statistics", assemble))
        case ["worker"]:
            run(lambda: hear("statistics", assemble, hearing=by_aiokafka))
        case _:
            sys.exit("Usage: python -m services.statistics [worker]")
