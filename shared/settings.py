"""What one process of a service is told from outside, read once and passed on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from shared.environment import Environment

DATABASE = "KETNAP_DATABASE_URL"
SOURCES = ("intake", "verification")
"""The services whose ledgers others hear, and so must be able to ask."""
MOST_PARKED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Oidc:
    """The issuer of OpenID Connect that says who people and programs are."""

    issuer: str
    discovery: str  # where it tells of itself, seen from our processes
    client_id: str  # we, when a browser signs in
    client_secret: str = field(repr=False)  # empty: a public client, held to PKCE alone
    audience: str  # we, when a program comes with an access token
    site: str  # where people find us

    @classmethod
    def from_environment(cls, environment: Environment) -> Self | None:
        """None where no issuer is named; what is amiss, `environment` notes."""
        if not environment.text("KETNAP_OIDC_ISSUER", otherwise=""):
            return None
        issuer = environment.secure(
            "KETNAP_OIDC_ISSUER", example="https://id.example/realms/ketnap"
        )
        well_known = issuer.rstrip("/") + "/.well-known/openid-configuration"
        client_id = environment.text("KETNAP_OIDC_CLIENT_ID", otherwise="ketnap")
        return cls(
            issuer=issuer,
            discovery=environment.text("KETNAP_OIDC_DISCOVERY_URL", otherwise=well_known),
            client_id=client_id,
            client_secret=environment.text("KETNAP_OIDC_CLIENT_SECRET", otherwise=""),
            audience=environment.other_than(client_id, "KETNAP_OIDC_AUDIENCE", "ketnap-api"),
            site=environment.secure("KETNAP_SITE_URL", example="https://ketnap.example").rstrip(
                "/"
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What every service is told; keys and passwords never show when it is printed or logged."""

    database_url: str = field(repr=False)  # asyncpg, as the service's own role
    session_key: bytes = field(repr=False)  # signs who is signed in
    service_keys: tuple[bytes, ...] = field(repr=False)  # the first signs that a service asks
    most_parked: int = MOST_PARKED  # streams that may be set aside until it hears nothing more
    oidc: Oidc | None = None

    @classmethod
    def from_environment(cls, environment: Environment, service: str) -> Self:
        """The settings of `service`; what is amiss, `environment` notes."""
        return cls(
            database_url=as_role(environment, service),
            session_key=environment.key("KETNAP_SESSION_KEY"),
            service_keys=service_keys(environment),
            most_parked=environment.count("KETNAP_MOST_PARKED", otherwise=MOST_PARKED),
            oidc=Oidc.from_environment(environment),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecorderSettings(Settings):
    """What a service is told besides that records steps and keeps personal values."""

    vault_url: str = field(repr=False)  # asyncpg, as the vault's role
    vault_key: bytes = field(repr=False)  # wraps the keys of persons, 32 bytes
    vault_keys_aside: tuple[bytes, ...] = field(default=(), repr=False)  # open, wrap nothing
    fingerprint_key: bytes = field(repr=False)  # keys the fingerprints of commands, 32 bytes

    @classmethod
    def from_environment(cls, environment: Environment, service: str) -> Self:
        return cls(
            database_url=as_role(environment, service),
            session_key=environment.key("KETNAP_SESSION_KEY"),
            service_keys=service_keys(environment),
            most_parked=environment.count("KETNAP_MOST_PARKED", otherwise=MOST_PARKED),
            oidc=Oidc.from_environment(environment),
            vault_url=as_role(environment, "vault"),
            vault_key=environment.key("KETNAP_VAULT_KEY"),
            vault_keys_aside=environment.keys("KETNAP_VAULT_KEYS_ASIDE"),
            fingerprint_key=environment.key("KETNAP_FINGERPRINT_KEY"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Where a process of its own finds the others, and where it is found."""

    sites: Mapping[str, str]  # the address of each source, with its path
    host: str
    port: int
    trial_sign_in: bool  # whether anybody may sign in for any office

    @classmethod
    def from_environment(cls, environment: Environment) -> Self:
        return cls(
            sites={
                name: environment.site(
                    f"KETNAP_{name.upper()}_URL", example=f"http://{name}:8000/{name}"
                )
                for name in SOURCES
            }
            | optional_site(environment, "statistics"),
            host=environment.text("KETNAP_HOST", otherwise="127.0.0.1"),
            port=environment.port("KETNAP_PORT", otherwise=8000),
            trial_sign_in=environment.consent(
                "KETNAP_TRIAL_SIGN_IN", never_with="KETNAP_OIDC_ISSUER"
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Broker:
    """Where Kafka is, and with what the names of our topics and groups begin."""

    bootstrap: str  # host:port, or several separated by commas
    namespace: str

    @classmethod
    def from_environment(cls, environment: Environment) -> Self:
        return cls(
            bootstrap=environment.brokers("KETNAP_KAFKA"),
            namespace=environment.text("KETNAP_NAMESPACE", otherwise="ketnap"),
        )


def optional_site(environment: Environment, name: str) -> dict[str, str]:
    """The address of a service that the others can do without."""
    variable = f"KETNAP_{name.upper()}_URL"
    if not environment.text(variable, otherwise=""):
        return {}
    return {name: environment.site(variable, example=f"http://{name}:8000/{name}")}


def service_keys(environment: Environment) -> tuple[bytes, ...]:
    """The key by which services know one another, then those aside: never that of sessions."""
    newest = environment.key("KETNAP_SERVICE_KEY", unlike="KETNAP_SESSION_KEY")
    return (newest, *environment.keys("KETNAP_SERVICE_KEYS_ASIDE"))


def as_role(environment: Environment, name: str) -> str:
    """The database as the role of `name`, whose password has a variable of its own."""
    return environment.database(
        DATABASE, role=f"{name}_app", password=password_of(environment, name)
    )


def password_of(environment: Environment, name: str) -> str:
    """The password with which the role of `name` comes."""
    return environment.password(f"KETNAP_{name.upper()}_PASSWORD")


def as_owner(environment: Environment) -> str:
    """The database as its owner, who migrates it."""
    return environment.database(DATABASE, password=password_of(environment, "owner"))
