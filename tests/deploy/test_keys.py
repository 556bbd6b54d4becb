"""The secrets of a composed system: all there, drawn anew, enough to start with."""

from pathlib import Path

from deploy.keys import KEYS, PASSWORDS, lines
from shared.environment import Environment

ROOT = Path(__file__).parent.parent.parent


def test_each_time_they_are_others():
    assert set(lines()).isdisjoint(lines())


def test_they_are_good_enough_to_start_with():
    environment = Environment(dict(line.split("=", 1) for line in lines()))

    for name in KEYS:
        environment.key(name)
    for name in PASSWORDS:
        environment.password(name)

    assert environment.complaints == []


def test_the_example_names_every_one_and_gives_none():
    example = (ROOT / ".env.example").read_text().splitlines()

    assert [f"{name}=" for name in (*KEYS, *PASSWORDS) if f"{name}=" not in example] == []
