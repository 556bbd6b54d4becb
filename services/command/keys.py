"""`ketnap keys`: fresh secrets for a composed system."""

from deploy.keys import lines
from services.command.terminal import console


def keys() -> None:
    """Print fresh keys and passwords as lines for a file .env; nothing is kept."""
    for line in lines():
        console.out(line)
