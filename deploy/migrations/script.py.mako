"""${message}."""

from alembic import op

revision = "${up_revision}"
down_revision = ${repr(down_revision)}


# Forward only: what was recorded stays. The services run on while this does, so lock briefly: a lock
# that is not free within 4 s or a statement of more than 30 s ends it. Add a column with a constant
# default or none; build an index CONCURRENTLY in a revision of its own (`op.get_context()
# .autocommit_block()`); let code stop using a thing one release before the thing is dropped.
def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
