"""Ten provinces as statistics knows them: 30,000 committees, 100,000 admissions, made in SQL."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from services.statistics.records import prepare
from shared.events.stage import Stage

COMMITTEES = 30_000
ADMISSIONS = 100_000
BEGAN, DAYS = "2016-01-01", 3650

# Committees are numbered from the root, 0, downwards: provinces, blocs, grassroots, branches.
STARTS = (0, 1, 11, 111, 1111)
TYPES = (
    "province_committee",
    "province_committee",
    "bloc_committee",
    "grassroots_committee",
    "branch",
)
COMMITTEE = "CAST(md5('committee ' || {}) AS uuid)"
STAGES = [stage for stage in Stage if stage is not Stage.DECISION_CANCELLED]

LEVEL = f"(SELECT max(level) FROM unnest(ARRAY{list(STARTS)}) WITH ORDINALITY AS s (start, level) "
LEVEL += "WHERE start <= n)"
PARENT = """
    CASE WHEN n <= 10 THEN 0
         WHEN n <= 110 THEN 1 + n % 10
         WHEN n <= 1110 THEN 11 + n % 100
         ELSE 111 + n % 1000 END
"""

FILL = (
    f"""
    INSERT INTO committees (committee_id, created_on, position)
    SELECT {COMMITTEE.format("n")}, DATE '{BEGAN}', 3 * n + 1
    FROM generate_series(0, :committees - 1) AS n
    """,
    f"""
    INSERT INTO committee_types (committee_id, typed_on, position, type)
    SELECT {COMMITTEE.format("n")}, DATE '{BEGAN}', 3 * n + 1, (CAST(:types AS text[]))[{LEVEL}]
    FROM generate_series(0, :committees - 1) AS n
    """,
    f"""
    INSERT INTO committee_names (committee_id, named_on, position, name)
    SELECT {COMMITTEE.format("n")}, DATE '{BEGAN}', 3 * n + 2, 'Tổ chức ' || n
    FROM generate_series(0, :committees - 1) AS n
    """,
    f"""
    INSERT INTO placements (committee_id, placed_on, position, parent_id, ended)
    SELECT {COMMITTEE.format("n")}, DATE '{BEGAN}', 3 * n + 3, {COMMITTEE.format(f"({PARENT})")},
           false
    FROM generate_series(1, :committees - 1) AS n
    """,
    f"""
    INSERT INTO facts (
        case_id, from_position, to_position, stage, branch_id,
        decided_on, decided_in, decided_sex, decided_ethnicity, decided_union, decided_study,
        held_on, held_in, held_sex, held_ethnicity, held_union, held_study
    )
    SELECT case_id, heard, CASE WHEN step < :last THEN heard + 1 END,
           (CAST(:stages AS text[]))[step], branch,
           CASE WHEN step >= :decided THEN day - 20 END, CASE WHEN step >= :decided THEN branch END,
           CASE WHEN step >= :decided THEN sex END, CASE WHEN step >= :decided THEN people END,
           CASE WHEN step >= :decided THEN youth END, CASE WHEN step >= :decided THEN study END,
           CASE WHEN step = :last THEN day END, CASE WHEN step = :last THEN branch END,
           CASE WHEN step = :last THEN sex END, CASE WHEN step = :last THEN people END,
           CASE WHEN step = :last THEN youth END, CASE WHEN step = :last THEN study END
    FROM (
        SELECT CAST(md5('case ' || n) AS uuid) AS case_id,
               {COMMITTEE.format("(1111 + n % (:committees - 1111))")} AS branch,
               DATE '{BEGAN}' + CAST(n % {DAYS} AS integer) AS day,
               CASE WHEN n % 9 < 5 THEN 'female' ELSE 'male' END AS sex,
               CASE WHEN n % 7 = 0 THEN 'minority' ELSE 'kinh' END AS people,
               CASE WHEN n % 5 < 4 THEN 'youth_union' ELSE 'none' END AS youth,
               CASE WHEN n % 11 = 0 THEN 'college' ELSE 'none' END AS study,
               n
        FROM generate_series(1, :admissions) AS n
    ) AS cases
    CROSS JOIN LATERAL (
        SELECT step, 3 * :committees + n * :last + step AS heard
        FROM generate_series(1, :last) AS step
    ) AS steps
    """,
)


async def fill(engine: AsyncEngine, *, committees: int, admissions: int) -> int:
    """Leave what hearing leaves: a row for each of the twelve states of a case; the last position.

    Vacuumed and analysed, as autovacuum would have done by and by.
    """
    given = {
        "committees": committees,
        "admissions": admissions,
        "types": list(TYPES),
        "stages": [str(stage) for stage in STAGES],
        "decided": STAGES.index(Stage.DECIDED) + 1,
        "last": len(STAGES),
    }
    async with engine.begin() as connection:
        await connection.execute(text("CREATE SCHEMA IF NOT EXISTS statistics_read"))
        await prepare(connection)
        await connection.execute(text("SET LOCAL statement_timeout = 0"))
        for statement in FILL:
            wanted = {name: value for name, value in given.items() if f":{name}" in statement}
            await connection.execute(text(statement), wanted)
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("VACUUM ANALYZE"))
    return 3 * committees + (admissions + 1) * len(STAGES)
