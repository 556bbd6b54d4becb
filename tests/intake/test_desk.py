"""The desk takes commands from whoever may send them, and keeps what they say where it belongs."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from services.intake import domain
from services.intake.desk import LEDGER, SILENT, Desk, Spoken
from shared.events.terms import CaseId, CommitteeType, DocumentNumber, PublicName
from shared.law.refusal import Refused
from shared.log.bell import Bell
from shared.log.decider import KeyReused, MovedOn
from shared.people.access import ITSELF, Office, Role
from shared.people.vault import Field
from shared.web.problem import Forbidden, NotFound
from tests import examples
from tests.examples import BRANCH, CASE, LINE
from tests.intake import commands
from tests.intake.steps import BOARD, SEALED, create, found, order, send, walk

TODAY = date(2024, 6, 12)
CLERK = examples.branch_clerk
NUMBER = DocumentNumber("9-QĐ/TU")
OUTSIDERS = [
    Office(role=role, committee_id=committee)
    for role in Role
    for committee in (*LINE, examples.COMMUNE)
    if (role, committee) != (Role.BRANCH_CLERK, BRANCH)
]


@pytest.fixture
async def peopled(desk: Desk) -> Desk:
    """The directory is there."""
    await found(desk)
    return desk


async def history(engine: AsyncEngine, stream: UUID) -> list[object]:
    async with engine.connect() as connection:
        return [step.event for step in await LEDGER.history(connection, stream)]


async def openings(url: str) -> list[tuple[str, str, list[UUID]]]:
    """What the vault notes about who opened what, which only the owner can read."""
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        rows = await connection.execute(text("SELECT office, reason, persons FROM vault.openings"))
        noted = [tuple(row) for row in rows]
    await engine.dispose()
    return noted


async def test_a_case_goes_from_prospect_to_ceremony(peopled, engine):
    await walk(peopled, 15)

    assert await history(engine, CASE) == examples.history


async def test_the_directory_is_created_by_the_board_of_the_province(peopled, engine):
    assert [await history(engine, one) for one in examples.committees] == list(
        examples.committees.values()
    )


async def test_a_step_names_the_regulation_in_force_on_its_day(peopled):
    outcome = await send(peopled, commands.list_prospect)

    assert outcome.steps[0].entry.rule_set == "24-QĐ/TW"


async def test_a_step_names_who_took_it_and_when(peopled):
    outcome = await send(peopled, commands.list_prospect)

    entry = outcome.steps[0].entry
    assert (entry.office, entry.recorded_at) == (CLERK.code, examples.NOON)


async def test_names_and_birth_dates_go_to_the_vault(peopled, vault):
    await send(peopled, commands.list_prospect)

    opened = await vault.open(list(SEALED), fields=list(Field), office=CLERK, reason="test")
    assert opened == SEALED


async def test_a_refused_command_seals_nothing(peopled, vault):
    early = replace(commands.list_prospect, listed_on=date(2024, 6, 13))

    with pytest.raises(Refused):
        await send(peopled, early)

    assert await vault.open(list(SEALED), fields=list(Field), office=CLERK, reason="test") == {}


async def test_the_age_rule_opens_the_birth_date_once_and_says_why(peopled, database):
    await walk(peopled, 10)

    assert await openings(database.owner_url) == [(CLERK.code, "age rule", [examples.APPLICANT])]


async def test_steps_handed_in_together_are_recorded_in_their_order(peopled, engine):
    steps = [
        (each, order(CLERK), Spoken(sealed=SEALED))
        for each in (commands.list_prospect, commands.certify_class)
    ]

    outcomes = await peopled.take_all(steps)

    assert [outcome.version for outcome in outcomes] == [1, 2]
    assert len(await history(engine, CASE)) == 2


async def test_of_steps_handed_in_together_none_is_recorded_where_one_is_refused(peopled, engine):
    steps = [(each, order(CLERK), SILENT) for each in (commands.list_prospect, commands.seal_cv)]

    with pytest.raises(Forbidden):
        await peopled.take_all(steps)

    assert await history(engine, CASE) == []


@pytest.mark.parametrize("office", OUTSIDERS, ids=lambda office: office.code[:30])
async def test_nobody_else_lists_for_a_branch(lasting_desk, office):
    another = replace(commands.list_prospect, case_id=CaseId(uuid4()))

    with pytest.raises(Forbidden):
        await lasting_desk.take(another, order=order(office), sealed=SEALED)


@pytest.mark.parametrize("steps", [1, 4, 9])
async def test_every_command_is_for_its_own_office(peopled, steps):
    await walk(peopled, steps)
    auditor = Office(role=Role.AUDITOR, committee_id=examples.PROVINCE)

    with pytest.raises(Forbidden):
        await peopled.take(commands.way[steps], order=order(auditor))


async def test_nobody_sends_a_conclusion_that_only_verification_makes(peopled):
    await walk(peopled, 5)

    for office in (ITSELF, examples.grassroots_secretary, CLERK):
        with pytest.raises(Forbidden):
            await peopled.take(commands.receive_conclusion, order=order(office))


async def test_a_higher_standing_committee_is_refused_by_qd_29_4_3_2b(peopled):
    await walk(peopled, 12)
    province = Office(role=Role.STANDING_COMMITTEE, committee_id=examples.PROVINCE)

    with pytest.raises(Refused, match="not_competent"):
        await peopled.take(commands.decide_admission, order=order(province))


async def test_the_same_key_again_gives_the_first_outcome(peopled):
    key = uuid4()
    first = await send(peopled, commands.list_prospect, key=key)

    again = await send(peopled, commands.list_prospect, key=key)

    assert (again.steps, again.repeated) == (first.steps, True)


async def test_the_same_key_tells_nothing_to_somebody_else(peopled):
    key = uuid4()
    await send(peopled, commands.list_prospect, key=key)

    for office in (BOARD, examples.grassroots_secretary):
        with pytest.raises(Forbidden):
            await peopled.take(commands.list_prospect, order=order(office, key=key), sealed=SEALED)
        with pytest.raises(Forbidden):
            await peopled.take(commands.certify_class, order=order(office, shown=7))


async def test_the_same_key_with_other_personal_values_is_refused(peopled):
    key = uuid4()
    await send(peopled, commands.list_prospect, key=key)
    other = {examples.APPLICANT: {Field.NAME: "Người Hai"}}

    with pytest.raises(KeyReused):
        await peopled.take(commands.list_prospect, order=order(CLERK, key=key), sealed=other)


async def test_twenty_at_once_with_one_key_are_one_step(peopled, engine):
    key = uuid4()

    outcomes = await asyncio.gather(
        *(send(peopled, commands.list_prospect, key=key) for _ in range(20))
    )

    assert {outcome.version for outcome in outcomes} == {1}
    assert len(await history(engine, CASE)) == 1


async def test_a_form_that_showed_less_is_told_what_happened_since(peopled):
    await walk(peopled, 2)

    with pytest.raises(MovedOn) as moved:
        await send(peopled, commands.file_application, shown=1)

    assert [step.event for step in moved.value.since] == [examples.class_certified]


async def test_a_case_that_never_began_is_not_found(peopled):
    unknown = CaseId(uuid4())

    with pytest.raises(NotFound):
        await peopled.file(unknown, office=CLERK, today=TODAY)
    with pytest.raises(NotFound):
        await peopled.take(replace(commands.certify_class, case_id=unknown), order=order(CLERK))


async def test_a_file_holds_the_way_so_far_and_what_is_next(peopled):
    await walk(peopled, 3)

    file = await peopled.file(CASE, office=CLERK, today=TODAY)

    assert (file.version, tuple(file.line)) == (3, LINE)
    assert file.case == reduce(domain.evolve, examples.history[:3], domain.initial)
    assert file.next(TODAY)[0].stage == "cv_declared"


async def test_a_file_is_not_shown_elsewhere(peopled):
    await walk(peopled, 1)
    elsewhere = Office(role=Role.GRASSROOTS_SECRETARY, committee_id=examples.COMMUNE)

    with pytest.raises(Forbidden):
        await peopled.file(CASE, office=elsewhere, today=TODAY)


async def test_what_a_decision_relied_on_is_the_directory_of_the_moment(peopled, engine):
    await send(peopled, commands.list_prospect)
    rename = domain.NameCommittee(
        committee_id=examples.GRASSROOTS,
        name=PublicName("Đảng ủy Mới"),
        named_on=date(2022, 1, 3),
        decision_no=NUMBER,
    )
    await peopled.take(rename, order=order(BOARD))
    other = replace(commands.list_prospect, case_id=CaseId(uuid4()))

    outcome = await peopled.take(other, order=order(CLERK), sealed=SEALED)

    relied_on = {one.stream: one.version for one in outcome.steps[0].event.relied_on}
    assert relied_on == {**{r.stream: r.version for r in examples.relied_on}, LINE[1]: 4}


async def test_a_branch_that_moved_counts_where_it_stood_on_the_day(peopled):
    move = domain.PlaceCommittee(
        committee_id=BRANCH,
        parent_id=examples.COMMUNE,
        placed_on=date(2024, 3, 1),
        decision_no=NUMBER,
    )
    await peopled.take(move, order=order(BOARD))

    outcome = await send(peopled, commands.list_prospect)

    assert [one.stream for one in outcome.steps[0].event.relied_on] == list(LINE)


async def test_another_process_sees_what_this_one_changed(peopled, engine, vault):
    other = Desk(engine, bell=Bell(engine, "intake"), vault=vault, fingerprint_key=b"f" * 32)
    await other.take(commands.list_prospect, order=order(CLERK), sealed=SEALED)
    move = domain.PlaceCommittee(
        committee_id=BRANCH,
        parent_id=examples.COMMUNE,
        placed_on=date(2023, 3, 1),
        decision_no=NUMBER,
    )
    await peopled.take(move, order=order(BOARD))

    file = await other.file(CASE, office=CLERK, today=TODAY)

    assert tuple(file.line) == (BRANCH, examples.COMMUNE, examples.PROVINCE)


async def test_a_board_creates_nothing_outside_its_area(peopled):
    board = Office(role=Role.ORGANISATION_BOARD, committee_id=examples.BLOC)
    outside = replace(
        create(BRANCH), committee_id=uuid4(), parent_id=examples.COMMUNE, type=CommitteeType.BRANCH
    )

    with pytest.raises(Forbidden):
        await peopled.take(outside, order=order(board))


async def test_a_committee_does_not_create_itself_below_another(peopled):
    own = uuid4()
    board = Office(role=Role.ORGANISATION_BOARD, committee_id=own)

    with pytest.raises(Forbidden):
        await peopled.take(replace(create(BRANCH), committee_id=own), order=order(board))


async def test_a_committee_is_placed_by_whoever_may_here_and_there(peopled):
    bloc = Office(role=Role.ORGANISATION_BOARD, committee_id=examples.BLOC)
    move = domain.PlaceCommittee(
        committee_id=BRANCH,
        parent_id=examples.COMMUNE,
        placed_on=date(2024, 3, 1),
        decision_no=NUMBER,
    )

    with pytest.raises(Forbidden):
        await peopled.take(move, order=order(bloc))


NEIGHBOUR_CLERK = Office(role=Role.BRANCH_CLERK, committee_id=examples.NEIGHBOUR)


async def merged(desk: Desk) -> None:
    """The branch of the case merges into a neighbour."""
    neighbour = replace(create(BRANCH), committee_id=examples.NEIGHBOUR)
    await desk.take(neighbour, order=order(BOARD))
    merge = domain.MergeCommittee(
        committee_id=BRANCH,
        into_id=examples.NEIGHBOUR,
        merged_on=examples.committee_merged.merged_on,
        decision_no=NUMBER,
    )
    await desk.take(merge, order=order(BOARD))


async def test_n20_rights_pass_over_to_the_branch_that_took_over(peopled):
    await walk(peopled, 9)
    await merged(peopled)

    with pytest.raises(Forbidden):
        await send(peopled, commands.resolve_in_branch)
    outcome = await peopled.take(commands.resolve_in_branch, order=order(NEIGHBOUR_CLERK))

    assert outcome.version == 10
    file = await peopled.file(CASE, office=NEIGHBOUR_CLERK, today=TODAY)
    assert tuple(file.line) == (examples.NEIGHBOUR, *LINE[1:])


async def test_n20_a_new_member_goes_on_in_the_branch_that_took_over(peopled):
    await walk(peopled, 15)
    await merged(peopled)
    receive = domain.ReceiveMemberCv(
        case_id=CASE, received_on=examples.member_cv_received.received_on
    )

    with pytest.raises(Forbidden):
        await send(peopled, receive)
    outcome = await peopled.take(receive, order=order(NEIGHBOUR_CLERK))

    assert outcome.steps[0].event == examples.member_cv_received


async def test_n20_the_branch_that_took_over_closes_and_nobody_else(peopled):
    await walk(peopled, 10)
    await merged(peopled)
    close = domain.CloseCase(
        case_id=CASE, closed_on=examples.case_closed.closed_on, reason=examples.case_closed.reason
    )

    with pytest.raises(Forbidden):
        await send(peopled, close)

    assert (await peopled.take(close, order=order(NEIGHBOUR_CLERK))).version == 11


async def test_n20_a_case_begins_again_in_the_branch_that_took_over(peopled):
    await walk(peopled, 15)
    await send(peopled, commands.cancel_decision)
    await merged(peopled)
    file = await peopled.file(CASE, office=NEIGHBOUR_CLERK, today=TODAY)
    again = file.begin_again(CaseId(uuid4()), listed_on=TODAY)

    outcome = await peopled.take(again, order=order(NEIGHBOUR_CLERK))

    assert (outcome.steps[0].event.branch_id, again.follows) == (examples.NEIGHBOUR, CASE)


async def test_n20_what_happened_before_the_merger_belongs_to_the_branch_of_then(peopled):
    await merged(peopled)

    outcome = await send(peopled, commands.list_prospect)

    assert [one.stream for one in outcome.steps[0].event.relied_on] == list(LINE)


async def test_n20_a_decision_relied_on_the_branch_that_ended_too(peopled):
    await walk(peopled, 9)
    await merged(peopled)
    await peopled.take(commands.resolve_in_branch, order=order(NEIGHBOUR_CLERK))
    await send(peopled, commands.resolve_in_grassroots)
    await send(peopled, commands.appraise)

    outcome = await send(peopled, commands.decide_admission)

    decided = outcome.steps[0].event
    assert decided.branch_id == examples.NEIGHBOUR
    assert [one.stream for one in decided.relied_on] == [BRANCH, examples.NEIGHBOUR, *LINE[1:]]


async def test_n11_the_committee_competent_now_cancels_for_one_that_was_dissolved(peopled):
    await walk(peopled, 15)
    dissolve = domain.DissolveCommittee(
        committee_id=examples.BLOC,
        successor_id=examples.PROVINCE,
        dissolved_on=date(2024, 3, 1),
        decision_no=NUMBER,
    )
    await peopled.take(dissolve, order=order(BOARD))
    province = Office(role=Role.STANDING_COMMITTEE, committee_id=examples.PROVINCE)

    with pytest.raises(Refused, match="not_the_issuer"):
        await send(peopled, commands.cancel_decision)
    outcome = await peopled.take(commands.cancel_decision, order=order(province))

    assert outcome.version == 16


async def test_n11_the_issuer_cancels_even_where_the_branch_was_transferred(peopled):
    await walk(peopled, 15)
    move = domain.PlaceCommittee(
        committee_id=examples.GRASSROOTS,
        parent_id=examples.PROVINCE,
        placed_on=date(2024, 3, 1),
        decision_no=NUMBER,
    )
    await peopled.take(move, order=order(BOARD))

    assert (await send(peopled, commands.cancel_decision)).version == 16


async def test_qd_29_4_3_2a_the_right_is_looked_at_on_the_day_of_the_decision(peopled):
    await walk(peopled, 12)
    delegate = domain.DelegateAdmission(
        committee_id=examples.GRASSROOTS,
        delegated_on=commands.decide_admission.decided_on,
        decision_no=NUMBER,
    )
    await peopled.take(delegate, order=order(BOARD))
    office = Office(role=Role.STANDING_COMMITTEE, committee_id=examples.GRASSROOTS)
    before = replace(
        commands.decide_admission, decided_on=delegate.delegated_on - timedelta(days=1)
    )

    with pytest.raises(Refused, match="not_competent"):
        await peopled.take(before, order=order(office))
    outcome = await peopled.take(commands.decide_admission, order=order(office))

    assert outcome.steps[0].event.decided_by == examples.GRASSROOTS
