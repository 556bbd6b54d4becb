"""What Keycloak is told fits what the services expect of their issuer, and holds no secret."""

import json
import re
from pathlib import Path

from deploy.keycloak.server import BUILT
from shared.environment import Environment
from shared.people.issuer import ALGORITHMS
from shared.settings import Oidc
from tests.engines_keycloak import composed_settings

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "deploy/keycloak/realm.json").read_text()
REALM = json.loads(TEXT)
COMPOSE = (ROOT / "docker-compose.yml").read_text()
ISSUER = "http://localhost:8000/auth/realms/ketnap"
[CLIENT] = REALM["clients"]
SCOPES = {scope["name"]: scope for scope in REALM["clientScopes"]}


def told() -> Oidc:
    """What a process is told that uses this realm."""
    environment = Environment(
        {"KETNAP_OIDC_ISSUER": ISSUER, "KETNAP_SITE_URL": "http://localhost:8000"}
    )
    oidc = Oidc.from_environment(environment)
    assert environment.complaints == []
    assert oidc is not None
    return oidc


def test_the_client_is_the_one_that_the_services_say_they_are():
    assert CLIENT["clientId"] == told().client_id
    assert CLIENT["redirectUris"] == ["${KETNAP_SITE_URL}/sign-in/callback"]


def test_people_come_only_by_the_code_flow_and_its_proof():
    assert CLIENT["standardFlowEnabled"]
    assert CLIENT["attributes"]["pkce.code.challenge.method"] == "S256"
    for other in ("implicitFlowEnabled", "directAccessGrantsEnabled", "serviceAccountsEnabled"):
        assert not CLIENT[other]


def test_an_access_token_of_the_browsers_client_is_not_meant_for_us():
    assert "ketnap-api" not in CLIENT["defaultClientScopes"] + CLIENT["optionalClientScopes"]
    [mapper] = SCOPES["ketnap-api"]["protocolMappers"]
    assert mapper["config"]["included.custom.audience"] == told().audience
    assert mapper["config"]["id.token.claim"] == "false"


def test_it_signs_as_the_services_read():
    assert REALM["defaultSignatureAlgorithm"] in ALGORITHMS


def test_nobody_and_no_secret_is_in_the_file():
    told = json.dumps(REALM | {"localizationTexts": {}})
    assert "users" not in REALM
    assert re.findall(r'"(?:secret|password|credentials|value)"', told) == []
    assert CLIENT["publicClient"]


def test_what_tests_build_in_is_what_the_composed_system_is_told():
    assert BUILT.items() <= composed_settings().items()


def test_it_speaks_vietnamese_first():
    assert REALM["defaultLocale"] == "vi"
    assert REALM["localizationTexts"]["vi"]["loginAccountTitle"]


def test_every_scope_of_the_client_is_there():
    assert set(CLIENT["defaultClientScopes"]) <= set(SCOPES)


def test_it_is_a_profile_of_a_pinned_version_and_begins_without_a_known_password():
    [version] = re.findall(r"image: keycloak/keycloak:(\S+)", COMPOSE)
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert f"<version>{version}</version>" in (ROOT / "deploy/keycloak/pom.xml").read_text()
    [given] = re.findall(r"KC_BOOTSTRAP_ADMIN_PASSWORD: (\S+)", COMPOSE)
    assert given == "${KETNAP_KEYCLOAK_PASSWORD:-}"
