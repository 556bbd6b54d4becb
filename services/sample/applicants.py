"""Who applies: exactly the groups of the seed document, and whoever else is on the way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain, repeat
from random import Random
from typing import TypeVar

from services.sample import words
from services.sample.entry import identity
from shared.events.terms import Ethnicity, PersonId, Profile, Sex, Study, Union

ADMITTED = 634
WOMEN = 355
MINORITY = 177
YOUTH_UNION = 356
STUDENTS = 6  # all of them in the youth union
GREW_OUT = 8  # listed in the youth union, admitted past its age

YEARS_OLD = {
    Union.YOUTH_UNION: (19.0, 30.0),
    Union.TRADE_UNION_PAST_YOUTH_AGE: (31.5, 54.0),
    Union.NEITHER: (31.5, 54.0),
}
YEARS_OF_STUDENTS = (19.0, 22.0)
YEARS_OF_GROWING_OUT = (30.5, 31.5)
DAYS_OF_A_YEAR = 365.25

Drawn = TypeVar("Drawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """A person on the way; `listed` and `admitted` say what was known at either end."""

    person_id: PersonId
    name: str
    born_on: date
    listed: Profile
    admitted: Profile


def seed_profiles(random: Random) -> list[Profile]:
    """The profiles of all who were admitted from 2020 to May 2024, in any order; students last."""
    sexes = mixed(random, [(Sex.FEMALE, WOMEN), (Sex.MALE, ADMITTED - WOMEN)])
    groups = mixed(random, [(Ethnicity.MINORITY, MINORITY), (Ethnicity.KINH, ADMITTED - MINORITY)])
    unions = [
        *repeat(Union.TRADE_UNION_PAST_YOUTH_AGE, ADMITTED - YOUTH_UNION),
        *repeat(Union.YOUTH_UNION, YOUTH_UNION),
    ]
    studies = [*repeat(Study.NONE, ADMITTED - STUDENTS), *repeat(Study.COLLEGE, STUDENTS)]
    return [
        Profile(sex=sex, ethnicity=ethnicity, union=union, study=study)
        for sex, ethnicity, union, study in zip(sexes, groups, unions, studies, strict=True)
    ]


def any_profile(random: Random) -> Profile:
    """Somebody, in about the same proportions."""
    young = random.random() < YOUTH_UNION / ADMITTED
    return Profile(
        sex=Sex.FEMALE if random.random() < WOMEN / ADMITTED else Sex.MALE,
        ethnicity=Ethnicity.MINORITY if random.random() < MINORITY / ADMITTED else Ethnicity.KINH,
        union=Union.YOUTH_UNION if young else Union.TRADE_UNION_PAST_YOUTH_AGE,
        study=Study.NONE,
    )


def applicant(
    seed: int, case: str, profile: Profile, *, on: date, grew_out: bool = False
) -> Applicant:
    """Whoever has `profile` and is of a fitting age on the day `on`."""
    random = Random(f"{seed}/{case}/applicant")  # noqa: S311
    years = random.uniform(*years_old(profile, grew_out=grew_out))
    young = replace(profile, union=Union.YOUTH_UNION)
    return Applicant(
        person_id=PersonId(identity(seed, case, "applicant")),
        name=words.person(random, profile.sex),
        born_on=on - timedelta(days=round(years * DAYS_OF_A_YEAR)),
        listed=young if grew_out else profile,
        admitted=profile,
    )


def years_old(profile: Profile, *, grew_out: bool) -> tuple[float, float]:
    if grew_out:
        return YEARS_OF_GROWING_OUT
    return YEARS_OF_STUDENTS if profile.study is Study.COLLEGE else YEARS_OLD[profile.union]


def mixed(random: Random, counts: Sequence[tuple[Drawn, int]]) -> list[Drawn]:
    drawn = list(chain.from_iterable(repeat(value, count) for value, count in counts))
    random.shuffle(drawn)
    return drawn
