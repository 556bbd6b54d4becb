"""A ledger for each service, which its role may read and add to and never rewrite."""

from alembic import op

revision = "0002"
down_revision = "0001"

SERVICES = ("intake", "verification", "statistics")

LEDGER = (
    "CREATE SCHEMA {service}",
    """
    CREATE TABLE {service}.steps (
        stream      uuid        NOT NULL,
        version     integer     NOT NULL CHECK (version > 0),
        type        text        NOT NULL,
        body        bytea       NOT NULL,
        recorded_at timestamptz NOT NULL,
        command_id  uuid        NOT NULL,
        fingerprint bytea       NOT NULL,
        office      text        NOT NULL,
        rule_set    text        NOT NULL,
        previous    bytea       NOT NULL CHECK (octet_length(previous) = 32),
        hash        bytea       NOT NULL CHECK (octet_length(hash) = 32),
        xid         xid8        NOT NULL DEFAULT pg_current_xact_id(),
        PRIMARY KEY (stream, version)
    )
    """,
    "CREATE INDEX steps_by_xid ON {service}.steps (xid)",
    """
    CREATE TABLE {service}.positions (
        position bigint  PRIMARY KEY CHECK (position > 0),
        stream   uuid    NOT NULL,
        version  integer NOT NULL,
        UNIQUE (stream, version),
        FOREIGN KEY (stream, version) REFERENCES {service}.steps
    )
    """,
    """
    CREATE TABLE {service}.sent_through (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        position bigint  NOT NULL CHECK (position >= 0)
    )
    """,
    "INSERT INTO {service}.sent_through (position) VALUES (0)",
)

COMMENTS = (
    """
    COMMENT ON TABLE {service}.steps IS
    'The truth: every step of every stream, each bound to the one before by its hash'
    """,
    """
    COMMENT ON COLUMN {service}.steps.body IS
    'The very bytes that were hashed'
    """,
    """
    COMMENT ON COLUMN {service}.steps.xid IS
    'Bounds the search of the relay; no part of the hash, of no meaning after a restore'
    """,
    """
    COMMENT ON TABLE {service}.positions IS
    'The order of publication, given after commit, without gaps'
    """,
    """
    COMMENT ON TABLE {service}.sent_through IS
    'The position up to which the carrier has acknowledged: one row'
    """,
)

RIGHTS = (
    "GRANT USAGE ON SCHEMA {service} TO {service}_app",
    "GRANT SELECT, INSERT ON {service}.steps, {service}.positions TO {service}_app",
    "GRANT SELECT, UPDATE (position) ON {service}.sent_through TO {service}_app",
)

READ_MODEL = (
    "CREATE SCHEMA {service}_read AUTHORIZATION {service}_app",
    """
    COMMENT ON SCHEMA {service}_read IS
    'Made and rebuilt by the service itself: all of it can be lost'
    """,
)

# A rebuild makes the next read model beside the live one, then swaps the two.
MAY_MAKE_SCHEMAS = """
    DO $$ BEGIN
        EXECUTE format('GRANT CREATE ON DATABASE %I TO {service}_app', current_database());
    END $$
"""


def upgrade() -> None:
    for service in SERVICES:
        for statement in (*LEDGER, *COMMENTS, *RIGHTS, *READ_MODEL, MAY_MAKE_SCHEMAS):
            op.execute(statement.format(service=service))
