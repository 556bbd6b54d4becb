"""What was typed into forms and is not recorded yet, sealed in the vault."""

from alembic import op

revision = "0005"
down_revision = "0004"

# A key of a person stands behind the reference only once something is kept about him: a draft
# about somebody whom no row knows yet names nobody.
STATEMENTS = (
    """
    CREATE TABLE vault.drafts (
        owner     text        NOT NULL,
        subject   uuid        NOT NULL,
        form      text        NOT NULL,
        person_id uuid        REFERENCES vault.people ON DELETE CASCADE,
        saved_at  timestamptz NOT NULL,
        key_id    bytea       NOT NULL,
        sealed    bytea       NOT NULL,
        PRIMARY KEY (owner, subject, form)
    )
    """,
    "CREATE INDEX drafts_by_age ON vault.drafts (saved_at)",
    "CREATE INDEX drafts_by_person ON vault.drafts (person_id)",
    """
    COMMENT ON TABLE vault.drafts IS
    'Forms typed and not sent, for whoever typed them; gone after 30 days, or with the person'
    """,
    "GRANT SELECT, INSERT, UPDATE, DELETE ON vault.drafts TO vault_app",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
