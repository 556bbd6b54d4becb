"""The roles that the services run as."""

from alembic import op

revision = "0001"
down_revision = None

ROLES = ("intake_app", "verification_app", "statistics_app", "vault_app")

# Roles belong to the whole cluster: another database, even at this moment, may have made them.
CREATE_ROLE = """
    DO $$ BEGIN
        CREATE ROLE {role} LOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$
"""


def upgrade() -> None:
    for role in ROLES:
        op.execute(CREATE_ROLE.format(role=role))
