"""A sentence about a person for each step that was explained in words."""

from alembic import op

revision = "0008"
down_revision = "0007"

STATEMENTS = (
    """
    CREATE TABLE vault.sentences (
        person_id  uuid  NOT NULL REFERENCES vault.people ON DELETE CASCADE,
        command_id uuid  NOT NULL,
        sealed     bytea NOT NULL,
        PRIMARY KEY (person_id, command_id)
    )
    """,
    """
    COMMENT ON TABLE vault.sentences IS
    'Why a step was taken, in words, by the command that led to it; under the key of the person'
    """,
    "GRANT SELECT, INSERT, UPDATE, DELETE ON vault.sentences TO vault_app",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
