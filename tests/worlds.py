"""The sample's province with one case that waits for an answer, in a system at work."""

from datetime import date

from services.embedded import System
from services.keys import Keys
from services.sample.founding import founding
from services.sample.growing import grow
from services.sample.numbers import numbered
from services.sample.plan import Draft, Plan, plan
from services.sample.play import play
from services.sample.telling import tell
from services.sample.tree import Tree
from shared.events.stage import Stage
from shared.events.terms import Ethnicity, Profile, Sex, Study, Union

SEED = 7
KEYS = Keys(session=b"s" * 32, vault=b"v" * 32, fingerprint=b"f" * 32)
SOMEBODY = Profile(
    sex=Sex.FEMALE, ethnicity=Ethnicity.KINH, union=Union.YOUTH_UNION, study=Study.NONE
)


async def opened(system: System) -> tuple[Tree, Plan]:
    """Found the province, take one case to its sealed CV, and wait until all have heard of it."""
    tree = grow(SEED)
    draft = Draft(
        name="access",
        profile=SOMEBODY,
        branch=tree.branches[0],
        last=Stage.CV_SEALED,
        on=date(2024, 3, 1),
    )
    waiting = plan(draft, SEED, tree)
    numbers = numbered([waiting], tree)
    await play(
        [*founding(SEED, tree), *tell(waiting, numbers, tree, seed=SEED)],
        intake_desk=system.services["intake"].desk,
        verification_desk=system.services["verification"].desk,
        waiters={name: service.inbox for name, service in system.services.items()},
        progress=lambda done: None,
    )
    last = len(waiting.days)
    statistics = system.services["statistics"].inbox
    assert await statistics.wait_for("intake", waiting.case_id, last, within=20)
    return tree, waiting
