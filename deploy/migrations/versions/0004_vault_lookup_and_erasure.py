"""Persons can be found, and erased with a proof; master keys follow one another."""

from alembic import op

revision = "0004"
down_revision = "0003"

TABLES = (
    "ALTER TABLE vault.people ADD COLUMN key_id bytea NOT NULL DEFAULT ''",
    "CREATE INDEX people_by_key ON vault.people (key_id)",
    """
    CREATE TABLE vault.lookups (
        person_id         uuid  PRIMARY KEY REFERENCES vault.people ON DELETE CASCADE,
        key_id            bytea NOT NULL,
        name_parts        bytea NOT NULL,
        name_and_birthday bytea,
        id_number         bytea
    )
    """,
    "CREATE INDEX lookups_by_birth ON vault.lookups (name_and_birthday)",
    "CREATE INDEX lookups_by_number ON vault.lookups (id_number)",
    """
    CREATE TABLE vault.generations (
        key_id       bytea       PRIMARY KEY,
        number       integer     NOT NULL UNIQUE,
        begun_at     timestamptz NOT NULL,
        destroyed_at timestamptz
    )
    """,
    """
    CREATE TABLE vault.erasures (
        person_id uuid        PRIMARY KEY,
        erased_at timestamptz NOT NULL,
        key_id    bytea       NOT NULL REFERENCES vault.generations,
        deleted   jsonb       NOT NULL
    )
    """,
)

COMMENTS = (
    """
    COMMENT ON COLUMN vault.people.key_id IS
    'Which master key wrapped it; empty where that was before they were told apart'
    """,
    """
    COMMENT ON TABLE vault.lookups IS
    'Keyed hashes by which persons are found; without the master key they say nothing'
    """,
    "COMMENT ON TABLE vault.generations IS 'The master keys, the newest last; never the keys'",
    """
    COMMENT ON TABLE vault.erasures IS
    'Who was erased, when, and how many rows went; nothing may be kept about them again'
    """,
)

RIGHTS = (
    "GRANT SELECT, INSERT, UPDATE, DELETE ON vault.lookups TO vault_app",
    "GRANT SELECT, INSERT ON vault.generations, vault.erasures TO vault_app",
    "GRANT UPDATE (destroyed_at) ON vault.generations TO vault_app",
)


def upgrade() -> None:
    for statement in (*TABLES, *COMMENTS, *RIGHTS):
        op.execute(statement)
