"""Both values of a comparison, in the vault."""

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = (
    """
    CREATE TABLE vault.compared (
        matter_id uuid  PRIMARY KEY,
        person_id uuid  NOT NULL REFERENCES vault.people ON DELETE CASCADE,
        declared  bytea NOT NULL,
        found     bytea NOT NULL
    )
    """,
    "CREATE INDEX compared_by_person ON vault.compared (person_id)",
    """
    COMMENT ON TABLE vault.compared IS
    'What a CV declares beside what a paper says, AES-GCM under the key of the person'
    """,
    "GRANT SELECT, INSERT ON vault.compared TO vault_app",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
