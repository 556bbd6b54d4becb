"""`python -m services.verification`: verification as a process; several share the work."""

from services.process import record, run
from services.verification.main import assemble

if __name__ == "__main__":
    run(lambda: record("verification", assemble))
