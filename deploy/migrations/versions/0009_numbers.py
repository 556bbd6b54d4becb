"""Which step bears the number of which document, so that no number is given twice."""

from alembic import op

revision = "0009"
down_revision = "0008"

SERVICES = ("intake", "verification")

STATEMENTS = (
    """
    CREATE TABLE {service}.numbers (
        issuer_id uuid    NOT NULL,
        number    text    NOT NULL,
        since     date    NOT NULL,
        level     text,
        stream    uuid    NOT NULL,
        version   integer NOT NULL,
        matter    text    NOT NULL,
        PRIMARY KEY (issuer_id, number, since),
        FOREIGN KEY (stream, version) REFERENCES {service}.steps
    )
    """,
    "CREATE INDEX numbers_of_stream ON {service}.numbers (stream)",
    """
    COMMENT ON TABLE {service}.numbers IS
    'The numbers of documents that steps bear, each once for its issuer, kind, body and term'
    """,
    """
    COMMENT ON COLUMN {service}.numbers.since IS
    'The first day of the stretch of a term within which the number is not given again'
    """,
    "GRANT SELECT, INSERT, DELETE ON {service}.numbers TO {service}_app",
)


def upgrade() -> None:
    for service in SERVICES:
        for statement in STATEMENTS:
            op.execute(statement.format(service=service))
