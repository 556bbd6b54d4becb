"""Reads what a process is told by environment variables, and says in a sentence what is amiss."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

KEY_LENGTH = 32  # bytes
LEAST_VARIED = 8  # different bytes: whoever draws 32 at random has never seen fewer
LOOPBACK = ("127.0.0.1", "localhost", "::1")
ANSWERS = {"yes": True, "no": False}
FRESH = "ketnap keys prints fresh ones."


class Misconfigured(Exception):
    """A process was told too little or something malformed: a sentence a variable, a line each."""

    def __init__(self, complaints: list[str]) -> None:
        super().__init__("\n".join(complaints))
        self.complaints = complaints


class Environment:
    """Variables by their meaning; what is amiss is noted, and something harmless is given back.

    A value never appears in a complaint: it may be a secret.
    """

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self.complaints: list[str] = []

    def password(self, name: str) -> str:
        """A password of printable ASCII, which means the same to everybody."""
        text = self._required(name, hint=FRESH)
        if not text.isascii() or (text and not text.isprintable()):
            self._complain(f"{name} must be printable ASCII.")
        return text

    def key(self, name: str, *, unlike: str = "") -> bytes:
        """A key of 32 bytes in hexadecimal; what is plainly not random is refused."""
        text = self._required(name, hint=FRESH)
        if text and text == self._variables.get(unlike):
            self._complain(f"{name} must not be the same as {unlike}: {FRESH}")
        return self._key(name, text) if text else b""

    def keys(self, name: str) -> tuple[bytes, ...]:
        """Any number of keys, separated by commas."""
        texts = filter(None, self._variables.get(name, "").split(","))
        return tuple(self._key(name, text.strip()) for text in texts)

    def _key(self, name: str, text: str) -> bytes:
        try:
            key = bytes.fromhex(text)
        except ValueError:
            key = b""
        if len(key) != KEY_LENGTH:
            self._complain(f"{name} must be {2 * KEY_LENGTH} hexadecimal digits: {FRESH}")
        elif len(set(key)) < LEAST_VARIED:
            self._complain(f"{name} is no random key: {FRESH}")
        return key

    def database(self, name: str, *, role: str | None = None, password: str) -> str:
        """The address of a PostgreSQL database as `role`; without it, as who the address names."""
        text = self._required(name, hint="it is like postgresql://host:5432/ketnap.")
        try:
            url = make_url(text or "postgresql://nowhere/ketnap")
        except ArgumentError:
            url = make_url("nothing://")
        if url.get_backend_name() != "postgresql" or not url.database:
            self._complain(f"{name} must be an address like postgresql://host:5432/ketnap.")
            return ""
        complete = url.set(
            drivername="postgresql+asyncpg",
            username=role or url.username or "postgres",
            password=password,
        )
        return complete.render_as_string(hide_password=False)

    def site(self, name: str, *, example: str) -> str:
        """The HTTP address of another service."""
        text = self._required(name, hint=f"it is like {example}.")
        parts = urlsplit(text)
        if text and (parts.scheme not in ("http", "https") or not parts.netloc):
            self._complain(f"{name} must be an address like {example}.")
        return text

    def secure(self, name: str, *, example: str) -> str:
        """An address to which people send passwords or tokens: HTTPS, or this machine itself."""
        text = self.site(name, example=example)
        parts = urlsplit(text)
        if parts.scheme == "http" and parts.hostname not in LOOPBACK:
            self._complain(f"{name} must begin with https:// unless it is on this machine.")
        return text

    def other_than(self, taken: str, name: str, otherwise: str) -> str:
        """A word that must differ from another one."""
        text = self._variables.get(name, "") or otherwise
        if text == taken:
            self._complain(f"{name} must not be {taken}, or one kind of token passes for another.")
        return text

    def brokers(self, name: str) -> str:
        """The addresses of Kafka, separated by commas."""
        text = self._required(name, hint="it is like kafka:9092.")
        if text and not all(is_host_and_port(each) for each in text.split(",")):
            self._complain(f"{name} must be host:port, or several separated by commas.")
        return text

    def port(self, name: str, *, otherwise: int) -> int:
        text = self._variables.get(name, "") or str(otherwise)
        if not is_port(text):
            self._complain(f"{name} must be a port, a number from 1 to 65535.")
            return otherwise
        return int(text)

    def count(self, name: str, *, otherwise: int) -> int:
        """A whole number above zero."""
        text = self._variables.get(name, "") or str(otherwise)
        if not (text.isdecimal() and int(text)):
            self._complain(f"{name} must be a whole number above zero.")
            return otherwise
        return int(text)

    def text(self, name: str, *, otherwise: str) -> str:
        return self._variables.get(name, "") or otherwise

    def consent(self, name: str, *, never_with: str) -> bool:
        """Whether something was switched on; only a plain yes does."""
        text = self._variables.get(name, "") or "no"
        if text not in ANSWERS:
            self._complain(f"{name} must be yes or no.")
        if ANSWERS.get(text) and self._variables.get(never_with):
            self._complain(f"{name} must be no where {never_with} is set.")
        return ANSWERS.get(text, False)

    def _required(self, name: str, *, hint: str) -> str:
        text = self._variables.get(name, "")
        if not text:
            self._complain(f"{name} is not set: {hint}")
        return text

    def _complain(self, sentence: str) -> None:
        if sentence not in self.complaints:
            self.complaints.append(sentence)


@contextmanager
def reading(variables: Mapping[str, str]) -> Iterator[Environment]:
    """Everything that is amiss is said at once, at the end of this block: raises Misconfigured."""
    environment = Environment(variables)
    yield environment
    if environment.complaints:
        raise Misconfigured(environment.complaints)


def is_host_and_port(text: str) -> bool:
    host, _, port = text.strip().rpartition(":")
    return bool(host) and is_port(port)


def is_port(text: str) -> bool:
    return text.isdecimal() and 1 <= int(text) <= 65535
