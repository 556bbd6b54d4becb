"""Only a token that this issuer made, for us, for this moment, says who somebody is."""

import asyncio
import base64
import hmac
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc.jwk import OctKey, RSAKey

from shared.people.issuer import KEYS_LAST, LEEWAY, REST, Issuer, IssuerAway, NotSignedIn
from shared.people.users import user_id
from tests import oidc
from tests.oidc import running_issuer

FOREIGN = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
async def house() -> AsyncIterator[oidc.Issuer]:
    async with running_issuer() as issuer:
        yield issuer


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def reader(house, clock) -> Issuer:
    return Issuer(house.oidc(), clock=clock)


async def test_a_token_says_whose_it_is_and_the_subject_cannot_be_read_from_that(house, reader):
    user = await reader.user_of(house.token())

    assert user == user_id(house.address, "subject 1")
    assert "subject" not in str(user)


async def test_the_same_subject_of_another_issuer_is_somebody_else():
    assert user_id("https://a.example", "1") != user_id("https://b.example", "1")
    assert user_id("https://a.example/ 1", "2") != user_id("https://a.example/", "1 2")


@pytest.mark.parametrize("algorithm", ["RS256", "PS256"])
async def test_every_pinned_kind_of_signature_is_read(house, reader, algorithm):
    assert await reader.user_of(house.token(header={"alg": algorithm}))


async def test_an_elliptic_key_is_read(house, reader):
    house.roll("curve", kind="EC")

    assert await reader.user_of(house.token())


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-api"},
        {"aud": ["another-api", "a-third"]},
        {"aud": oidc.CLIENT},
        {"aud": None},
        {"aud": {"ketnap-api": True}},
        {"iss": "https://issuer.example"},
        {"iss": None},
        {"exp": timedelta(seconds=-LEEWAY - 5)},
        {"exp": None},
        {"exp": "tomorrow"},
        {"exp": float("nan")},
        {"nbf": timedelta(seconds=LEEWAY + 60)},
        {"iat": timedelta(seconds=LEEWAY + 60)},
        {"iat": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"typ": "ID"},
        {"typ": "Refresh"},
        {"typ": "Logout"},
        {"nonce": "n"},
        {"at_hash": "h"},
    ],
    ids=lambda claims: "-".join(f"{name} {value}" for name, value in claims.items()),
)
async def test_a_token_with_other_claims_is_nobodys(house, reader, claims):
    with pytest.raises(NotSignedIn):
        await reader.user_of(house.token(claims=claims))


@pytest.mark.parametrize(
    "claims",
    [{"exp": timedelta(seconds=-5)}, {"iat": timedelta(seconds=5)}, {"nbf": timedelta(seconds=5)}],
)
async def test_clocks_may_differ_a_little(house, reader, claims):
    assert await reader.user_of(house.token(claims=claims))


async def test_we_may_be_one_audience_among_several(house, reader):
    assert await reader.user_of(house.token(claims={"aud": ["another-api", oidc.AUDIENCE]}))


@pytest.mark.parametrize("kind", ["logout+jwt", "dpop+jwt", "secevent+jwt", "JOSE"])
async def test_a_token_of_another_kind_is_nobodys_however_well_signed(house, reader, kind):
    with pytest.raises(NotSignedIn):
        await reader.user_of(house.token(header={"typ": kind}))


@pytest.mark.parametrize("kind", ["JWT", "at+jwt", "application/at+jwt"])
async def test_access_tokens_bear_one_of_these_kinds(house, reader, kind):
    assert await reader.user_of(house.token(header={"typ": kind}))


@pytest.mark.parametrize("header", [{"crit": ["x"], "x": 1}, {"kid": 7}, {"alg": 7}], ids=str)
async def test_a_header_that_cannot_be_understood_is_refused(house, reader, header):
    with pytest.raises(NotSignedIn):
        await reader.user_of(spoilt(house.token(), **header))


async def test_an_unsigned_token_is_nobodys(house, reader):
    head, body, _ = spoilt(house.token(), alg="none").split(".")

    with pytest.raises(NotSignedIn):
        await reader.user_of(f"{head}.{body}.")


async def test_a_token_signed_with_the_public_key_as_a_secret_is_nobodys(house, reader):
    head, body, _ = spoilt(house.token(), alg="HS256").split(".")
    for secret in (house.keys["first"].as_pem(private=False), house.keys["first"].as_der()):
        signature = hmac.digest(secret, f"{head}.{body}".encode(), "sha256")
        with pytest.raises(NotSignedIn):
            await reader.user_of(f"{head}.{body}.{base64url(signature)}")


async def test_a_key_of_another_kind_than_the_algorithm_is_refused(house, reader):
    with pytest.raises(NotSignedIn):
        await reader.user_of(spoilt(house.token(), alg="ES256"))


async def test_a_forged_signature_under_a_known_key_id_is_refused(house, reader):
    with pytest.raises(NotSignedIn):
        await reader.user_of(house.token(key=FOREIGN))


async def test_a_changed_claim_is_refused(house, reader):
    head, _, signature = house.token().split(".")
    body = encoded({"iss": house.address, "aud": oidc.AUDIENCE, "sub": "subject 2"})

    with pytest.raises(NotSignedIn):
        await reader.user_of(f"{head}.{body}.{signature}")


async def test_a_shared_secret_that_is_published_by_mistake_is_never_used(house, reader):
    house.keys["secret"] = OctKey.import_key(b"k" * 32, {"kid": "secret", "use": "sig"})
    token = house.token(header={"alg": "HS256", "kid": "secret"})

    with pytest.raises(NotSignedIn):
        await reader.user_of(token)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(), st.from_regex(r"[\w-]*\.[\w-]*\.[\w-]*", fullmatch=True)))
def test_whatever_else_is_sent_is_nobodys(text):
    reader = Issuer(oidc.Issuer("http://127.0.0.1:9").oidc())
    with pytest.raises((NotSignedIn, IssuerAway)):
        asyncio.run(reader.user_of(text))


async def test_keys_are_fetched_once_for_many_tokens(house, reader):
    for _ in range(5):
        await reader.user_of(house.token())

    assert house.asked == {"discovery": 1, "keys": 1}


async def test_a_new_key_is_known_after_one_more_question(house, reader, clock):
    await reader.user_of(house.token())
    house.roll("second")
    clock.at += REST

    assert await reader.user_of(house.token())
    assert house.asked["keys"] == 2


async def test_made_up_key_ids_do_not_make_us_ask_without_end(house, reader, clock):
    await reader.user_of(house.token())
    clock.at += REST
    for number in range(20):
        with pytest.raises(NotSignedIn):
            await reader.user_of(house.token(header={"kid": f"made up {number}"}, key=FOREIGN))

    assert house.asked["keys"] == 2


async def test_a_removed_key_is_refused_once_the_keys_are_old(house, reader, clock):
    old = house.token()
    await reader.user_of(old)
    house.roll("second", forget="first")
    clock.at += KEYS_LAST + 1

    with pytest.raises(NotSignedIn):
        await reader.user_of(old)
    assert await reader.user_of(house.token())


async def test_while_the_issuer_is_away_known_keys_go_on_and_new_ones_wait(house, reader, clock):
    known = house.token()
    await reader.user_of(known)
    house.roll("second")
    house.away = True
    clock.at += KEYS_LAST + 1

    assert await reader.user_of(known)
    with pytest.raises(IssuerAway):
        await reader.user_of(house.token())

    house.away = False
    clock.at += REST
    assert await reader.user_of(house.token())


async def test_an_issuer_that_says_it_is_another_one_is_not_believed(house, clock):
    reader = Issuer(house.oidc(issuer=house.address + "/", client_id=oidc.CLIENT), clock=clock)

    with pytest.raises(IssuerAway):
        await reader.user_of(house.token())


async def test_a_token_without_key_id_is_read_where_there_is_one_key_only(house, reader, clock):
    nameless = house.token(header={"kid": None})
    assert await reader.user_of(nameless)

    house.roll("second")
    clock.at += KEYS_LAST + 1
    with pytest.raises(NotSignedIn):
        await reader.user_of(nameless)


ID = {"aud": oidc.CLIENT, "nonce": "once", "typ": "ID"}


async def test_an_id_token_says_who_signed_in(house, reader):
    claims = await reader.signed_in(house.token(claims=ID), nonce="once")

    assert reader.user(claims) == user_id(house.address, "subject 1")


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": oidc.AUDIENCE},
        {"aud": "another client"},
        {"aud": [oidc.CLIENT, "another client"]},
        {"aud": [oidc.CLIENT, "another client"], "azp": "another client"},
        {"azp": "another client"},
        {"typ": "Bearer"},
        {"exp": timedelta(seconds=-LEEWAY - 5)},
    ],
    ids=str,
)
async def test_an_id_token_for_another_time_place_or_client_is_refused(house, reader, claims):
    with pytest.raises(NotSignedIn):
        await reader.signed_in(house.token(claims=ID | claims), nonce="once")


async def test_neither_kind_of_token_passes_for_the_other(house, reader):
    with pytest.raises(NotSignedIn):
        await reader.user_of(house.token(claims=ID))
    with pytest.raises(NotSignedIn):
        await reader.signed_in(house.token(), nonce="once")


def base64url(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def encoded(value: dict[str, object]) -> str:
    return base64url(json.dumps(value).encode())


def spoilt(token: str, **header: object) -> str:
    """The token with another header, whose signature therefore no longer fits."""
    head, body, signature = token.split(".")
    told = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    return ".".join([encoded(told | header), body, signature])
