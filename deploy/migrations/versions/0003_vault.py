"""The vault of personal values, which no service reaches under its own role."""

from alembic import op

revision = "0003"
down_revision = "0002"

VAULT = (
    "CREATE SCHEMA vault",
    """
    CREATE TABLE vault.people (
        person_id   uuid  PRIMARY KEY,
        wrapped_key bytea NOT NULL
    )
    """,
    """
    CREATE TABLE vault.sealed_values (
        person_id uuid  NOT NULL REFERENCES vault.people ON DELETE CASCADE,
        field     text  NOT NULL,
        sealed    bytea NOT NULL,
        PRIMARY KEY (person_id, field)
    )
    """,
    """
    CREATE TABLE vault.openings (
        id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        opened_at timestamptz NOT NULL,
        service   text        NOT NULL,
        office    text        NOT NULL,
        reason    text        NOT NULL,
        persons   uuid[]      NOT NULL CHECK (cardinality(persons) > 0),
        fields    text[]      NOT NULL
    )
    """,
    "CREATE INDEX openings_by_person ON vault.openings USING gin (persons)",
)

COMMENTS = (
    """
    COMMENT ON TABLE vault.people IS
    'The key of each person, wrapped by the master key; without it the values are noise'
    """,
    "COMMENT ON TABLE vault.sealed_values IS 'AES-GCM under the key of the person'",
    "COMMENT ON TABLE vault.openings IS 'Who opened whose values, when and why; one row a page'",
)

RIGHTS = (
    "GRANT USAGE ON SCHEMA vault TO vault_app",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON vault.people, vault.sealed_values TO vault_app",
    "GRANT SELECT, INSERT ON vault.openings TO vault_app",
)


def upgrade() -> None:
    for statement in (*VAULT, *COMMENTS, *RIGHTS):
        op.execute(statement)
