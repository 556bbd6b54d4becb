"""Persons are found by part of the name within one's area, and recognised across committees."""

from uuid import uuid4

import pytest

from tests import examples
from tests.intake.asking import (
    AWAY,
    BOARD_ABOVE,
    CLERK,
    CLERK_AWAY,
    OPERATOR,
    PROFILE,
    ask,
    book,
    database,
    name_of_its_own,
    openings,
    service,
)

__all__ = ["ask", "book", "database", "service"]


async def test_a_clerk_finds_whom_the_own_branch_listed(ask):
    name = name_of_its_own()
    await ask.enlist(name)

    assert await ask.found(name.upper()) == [name]
    assert await ask.found(name.split()[1][:6].lower() + " duong") == [name]


async def test_nobody_outside_the_area_is_found_however_the_name_is_typed(ask):
    name = name_of_its_own()
    await ask.enlist(name, CLERK_AWAY)

    assert await ask.found(name) == []
    assert await ask.found(name, examples.grassroots_secretary) == []
    assert await ask.found(name, BOARD_ABOVE) == [name]


async def test_all_that_are_shown_are_one_entry_in_the_book(ask, book):
    name = name_of_its_own()
    await ask.enlist(name)
    await ask.enlist(name, born_on="1997-01-01")
    before = await openings(book, "search by name")

    await ask.found(name)

    [entry] = (await openings(book, "search by name"))[len(before) :]
    assert entry == (CLERK.code, 2, ["born_on", "name"])


async def test_who_finds_nobody_opens_nothing(ask, book):
    before = await openings(book, "search by name")

    assert await ask.found("Khôngcóai") == []

    assert await openings(book, "search by name") == before


async def test_an_operator_looks_for_nobody(ask):
    assert (await ask.post("/api/find", OPERATOR, {"name": "nguoi"})).status_code == 403
    assert (await ask.page("/find", OPERATOR)).status_code == 403


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": "a" * 121}, {"name": 7}])
async def test_words_that_cannot_be_looked_for_are_a_mistake(ask, body):
    assert (await ask.post("/api/find", CLERK, body)).status_code == 422


async def test_more_than_a_page_is_counted_and_not_shown(ask, monkeypatch):
    monkeypatch.setattr("services.intake.desk.persons.MOST_FOUND", 1)
    name = name_of_its_own()
    await ask.enlist(name)
    await ask.enlist(name, born_on="1997-01-01")

    answer = await ask.post("/api/find", CLERK, {"name": name})

    assert (len(answer.json()["found"]), answer.json()["more"]) == (1, 1)


async def test_the_page_shows_who_was_found_and_keeps_the_words_out_of_its_address(ask):
    name = name_of_its_own()
    listed = await ask.enlist(name)

    answer = await ask.form("/find", CLERK, {"name": name})

    assert answer.status_code == 200
    assert f'<a href="/intake/cases/{listed["stream"]}">{name}</a>' in answer.text
    assert answer.request.url.query == b""
    assert "location" not in answer.headers


async def test_the_page_says_when_nothing_was_typed(ask):
    answer = await ask.form("/find", CLERK, {"name": " "})

    assert answer.status_code == 422


async def test_a_program_is_told_who_may_be_the_same_person(ask, book):
    name = name_of_its_own()
    first = await ask.enlist(name)
    before = await openings(book, "may be known already")

    second = await ask.enlist(name, CLERK_AWAY)

    assert first["namesakes"] == []
    [namesake] = second["namesakes"]
    assert namesake["committee_id"] == str(examples.GRASSROOTS)
    assert (namesake["case_id"], namesake["surely"]) == (None, False)
    [entry] = (await openings(book, "may be known already"))[len(before) :]
    assert entry == (CLERK_AWAY.code, 1, [])


async def test_in_the_own_area_the_case_is_named(ask):
    name = name_of_its_own()
    first = await ask.enlist(name)

    asked = {"name": name, "born_on": "1998-03-20"}
    answer = await ask.post("/api/namesakes", CLERK, asked)

    assert [one["case_id"] for one in answer.json()] == [first["stream"]]


async def test_one_person_with_two_cases_is_one_person(ask):
    """Domain 11.16: one person with two cases (moved)."""
    name = name_of_its_own()
    await ask.enlist(name, id_number="001098000001")
    asked = {"name": name, "born_on": "1998-03-20", "id_number": "001098000001"}
    [known] = (await ask.post("/api/namesakes", CLERK_AWAY, asked)).json()

    moved = await ask.enlist(name, CLERK_AWAY, id_number="001098000001", same_as=known["person_id"])

    assert moved["namesakes"] == []
    answer = await ask.post("/api/find", BOARD_ABOVE, {"name": name})
    [person] = answer.json()["found"]
    assert len(person["cases"]) == 2


async def test_nobody_takes_a_name_by_naming_a_person(ask):
    name = name_of_its_own()
    await ask.enlist(name)
    asked = {"name": name, "born_on": "1998-03-20"}
    [known] = (await ask.post("/api/namesakes", CLERK_AWAY, asked)).json()

    body = {
        "branch_id": str(AWAY),
        "listed_on": "2023-02-01",
        "name": "Người Khác",
        "born_on": "1990-01-01",
        "profile": PROFILE,
        "same_as": known["person_id"],
    }
    answer = await ask.post("/api/cases", CLERK_AWAY, body)

    assert (answer.status_code, answer.json()["code"]) == (422, "not_the_same_person")


def form_of(name: str, **more: str) -> dict[str, str]:
    return {
        "name": name,
        "born_on": "20/3/1998",
        "listed_on": "1/2/2023",
        "study": "none",
        "key": str(uuid4()),
        **PROFILE,
        **more,
    }


async def test_a_clerk_is_asked_whether_it_is_the_same_person(ask):
    name = name_of_its_own()
    listed = await ask.enlist(name)

    answer = await ask.form("/prospects/new", CLERK_AWAY, form_of(name))

    assert answer.status_code == 200
    assert "The one who has a case at Đảng ủy Sở Mẫu" in answer.text
    assert str(listed["stream"]) not in answer.text  # of another area no more than that


async def test_the_same_person_gets_a_second_case(ask):
    name = name_of_its_own()
    await ask.enlist(name)
    asked = {"name": name, "born_on": "1998-03-20"}
    [known] = (await ask.post("/api/namesakes", CLERK_AWAY, asked)).json()

    answer = await ask.form(
        "/prospects/new", CLERK_AWAY, form_of(name, known_as=known["person_id"])
    )

    assert answer.status_code == 303
    answer = await ask.post("/api/find", BOARD_ABOVE, {"name": name})
    assert [len(one["cases"]) for one in answer.json()["found"]] == [2]


async def test_another_person_is_told_apart_by_the_id_number(ask):
    """Domain 11.16: two persons of the same name are told apart by the ID number."""
    name = name_of_its_own()
    await ask.enlist(name)
    form = form_of(name, known_as="another")

    without = await ask.form("/prospects/new", CLERK, form)
    answer = await ask.form("/prospects/new", CLERK, form | {"id_number": "001 098 000002"})

    assert (without.status_code, answer.status_code) == (422, 303)
    assert "Enter the ID number" in without.text
    assert await ask.found(name) == [name, name]


async def test_two_persons_cannot_have_the_same_id_number(ask):
    name = name_of_its_own()
    await ask.enlist(name, id_number="001098000003")

    form = form_of(name, known_as="another", id_number="001098000003")
    answer = await ask.form("/prospects/new", CLERK, form)

    assert answer.status_code == 422
    assert "Two persons cannot have the same ID number" in answer.text


async def test_an_id_number_has_nine_or_twelve_digits(ask):
    form = form_of(name_of_its_own(), id_number="12345")

    answer = await ask.form("/prospects/new", CLERK, form)

    assert answer.status_code == 422
    assert 'href="#id_number"' in answer.text
