"""Scans of papers, sealed in the vault under the key of the person."""

from alembic import op

revision = "0007"
down_revision = "0006"

STATEMENTS = (
    """
    CREATE TABLE vault.scans (
        scan_id   uuid  PRIMARY KEY,
        person_id uuid  NOT NULL REFERENCES vault.people ON DELETE CASCADE,
        sealed    bytea NOT NULL
    )
    """,
    "ALTER TABLE vault.scans ALTER COLUMN sealed SET STORAGE EXTERNAL",
    "CREATE INDEX scans_by_person ON vault.scans (person_id)",
    "COMMENT ON TABLE vault.scans IS 'Papers as they were scanned, under the key of the person'",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON vault.scans TO vault_app",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
