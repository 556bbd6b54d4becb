"""`ketnap`, the command line: serve the system, look after it, ask whether it is well."""

import typer

from services.command.dead_letters import app as dead_letters
from services.command.doctor import doctor
from services.command.erasures import erasures, replay_erasures
from services.command.first_administrator import first_administrator
from services.command.keys import keys
from services.command.migrate import migrate
from services.command.rebuild import rebuild
from services.command.reconcile import reconcile
from services.command.rotate_key import rotate_key
from services.command.sample import sample
from services.command.serve import serve
from services.command.token import token
from services.command.topics import topics
from services.command.verify import verify

app = typer.Typer(
    help="How a province records the admission of new Party members.",
    epilog="Exit codes: 0 all is well, 1 something was found wrong, 2 it cannot run like this.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # they show values, which may be personal
)
COMMANDS = (
    serve,
    sample,
    verify,
    reconcile,
    rebuild,
    doctor,
    migrate,
    topics,
    token,
    keys,
    first_administrator,
    rotate_key,
    erasures,
    replay_erasures,
)
for command in COMMANDS:
    app.command()(command)
app.add_typer(dead_letters, name="dead-letters")


def main() -> None:
    app()


if __name__ == "__main__":
    main()
