"""Who acts in the tests of verification."""

from uuid import UUID

from shared.events.terms import CommitteeId
from shared.people.access import Office, Role
from tests.examples import BRANCH, COMMUNE, GRASSROOTS

ASKED = Office(role=Role.GRASSROOTS_SECRETARY, committee_id=COMMUNE)
ASKING = Office(role=Role.GRASSROOTS_SECRETARY, committee_id=GRASSROOTS)
BYSTANDER = Office(role=Role.GRASSROOTS_SECRETARY, committee_id=CommitteeId(UUID(int=0xB)))
CLERK = Office(role=Role.BRANCH_CLERK, committee_id=BRANCH)
