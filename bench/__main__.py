"""All figures, or those that are named: `python -m bench append http`."""

import argparse
from collections.abc import Callable, Mapping

from bench import append, figures, http, live, rebuild, start, waiting
from bench.figure import Figure, tell
from bench.server import server
from tests.engines import Server

BENCHES: Mapping[str, Callable[[Server], list[Figure]]] = {
    "append": append.measure,
    "http": http.measure,
    "live": live.measure,
    "figures": figures.measure,
    "waiting": waiting.measure,
    "rebuild": rebuild.measure,
    "start": lambda _server: start.measure(),
}


def main() -> None:
    """One after the other, never two at once; each tells its figures as soon as it has them."""
    asked = argparse.ArgumentParser(prog="bench", description=__doc__)
    asked.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHES))
    names = asked.parse_args().names
    if unknown := set(names) - set(BENCHES):
        asked.error(f"no figures are called {', '.join(sorted(unknown))}")
    with server() as here:
        for name in names or BENCHES:
            tell(BENCHES[name](here))


if __name__ == "__main__":
    main()
