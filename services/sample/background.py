"""Whom a made-up CV names, and what the asked committees answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from services.sample import words
from services.sample.applicants import Applicant
from services.sample.days import workday
from services.sample.entry import identity
from services.sample.tree import Body, Tree
from services.verification.domain import SUBJECTS
from shared.events.stage import Stage
from shared.events.terms import NamedPerson, PersonId, Relation, Sex, Union, VerificationResult

FAMILIES: Mapping[Union, Sequence[Sequence[Relation]]] = {
    Union.YOUTH_UNION: (
        [Relation.FATHER],
        [Relation.MOTHER],
        [Relation.FATHER, Relation.SIBLING],
        [Relation.RAISED_BY],
    ),
    Union.TRADE_UNION_PAST_YOUTH_AGE: (
        [Relation.SPOUSE],
        [Relation.MOTHER],
        [Relation.SPOUSE, Relation.SPOUSE_FATHER, Relation.SPOUSE_MOTHER],
        [Relation.FATHER, Relation.CHILD],
        [Relation.SPOUSE, Relation.CHILD_OF_AGE],
    ),
    Union.NEITHER: ([Relation.FATHER],),
}
"""Whom a CV of the sample names beside the applicant: few, so that it is soon loaded."""

LIKELY = (5, 4, 1, 2, 1)

OF_WOMEN = frozenset({Relation.MOTHER, Relation.SPOUSE_MOTHER, Relation.SIBLING})
OLDER = frozenset(
    {
        Relation.FATHER,
        Relation.MOTHER,
        Relation.RAISED_BY,
        Relation.SPOUSE_FATHER,
        Relation.SPOUSE_MOTHER,
    }
)
YOUNGER = frozenset({Relation.CHILD, Relation.CHILD_OF_AGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """Somebody of the family, known in a commune."""

    person_id: PersonId
    relation: Relation
    name: str
    birth_year: int
    known_to: Body

    def named(self, tree: Tree, on: date) -> NamedPerson:
        """As the CV names the person on that day."""
        return NamedPerson(
            person_id=self.person_id,
            relation=self.relation,
            committee_id=tree.standing(self.known_to, on).committee_id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer of the committee that was asked about a person."""

    person_id: PersonId
    asked: Body
    on: date
    result: VerificationResult = VerificationResult.CONFIRMED
    on_paper: bool = False
    settles: bool = False  # what differed in the answer before


def family(
    seed: int,
    case: str,
    applicant: Applicant,
    tree: Tree,
    *,
    relations: Sequence[Relation] | None = None,
) -> list[Relative]:
    """The persons of the CV, the applicant first; drawn where it is not told who they are."""
    random = Random(f"{seed}/{case}/family")  # noqa: S311
    families = FAMILIES[applicant.listed.union]
    (drawn,) = random.choices(families, LIKELY[: len(families)])
    home = random.choice(tree.communes)
    applied = Relative(
        person_id=applicant.person_id,
        relation=Relation.APPLICANT,
        name=applicant.name,
        birth_year=applicant.born_on.year,
        known_to=home,
    )
    return [
        applied,
        *(
            relative(seed, case, relation, applicant, random=random, home=home, tree=tree)
            for relation in (drawn if relations is None else relations)
        ),
    ]


def relative(
    seed: int,
    case: str,
    relation: Relation,
    applicant: Applicant,
    *,
    random: Random,
    home: Body,
    tree: Tree,
) -> Relative:
    elsewhere = relation is Relation.SPOUSE
    return Relative(
        person_id=PersonId(identity(seed, case, relation)),
        relation=relation,
        name=words.person(random, sex_of(relation, applicant)),
        birth_year=applicant.born_on.year + random.randint(*years_apart(relation)),
        known_to=random.choice(tree.communes) if elsewhere else home,
    )


def sex_of(relation: Relation, applicant: Applicant) -> Sex:
    if relation is Relation.SPOUSE:
        return Sex.MALE if applicant.listed.sex is Sex.FEMALE else Sex.FEMALE
    return Sex.FEMALE if relation in OF_WOMEN else Sex.MALE


def years_apart(relation: Relation) -> tuple[int, int]:
    """How many years later than the applicant, at least and at most."""
    if relation in OLDER:
        return -38, -21
    return (12, 13) if relation in YOUNGER else (-4, 4)


def subjects(relatives: Sequence[Relative]) -> list[Relative]:
    return [each for each in relatives if each.relation in SUBJECTS]


def answers(
    relatives: Sequence[Relative], days: Mapping[Stage, date], random: Random
) -> list[Reply]:
    """All confirmed before the conclusion; some differed at first, some came on paper."""
    first, last = days[Stage.CV_SEALED], days[Stage.BACKGROUND_CONCLUDED]
    replies = [
        reply
        for each in subjects(relatives)
        for reply in about(each, first=first, last=last, random=random)
    ]
    return sorted(replies, key=lambda reply: reply.on)


def about(each: Relative, *, first: date, last: date, random: Random) -> Iterator[Reply]:
    confirmed_on = workday(first + (last - first) * random.uniform(0.5, 1.0))
    differed = random.random() < 0.06
    if differed:
        yield Reply(
            person_id=each.person_id,
            asked=each.known_to,
            on=workday(first + (confirmed_on - first) * 0.6),
            result=VerificationResult.DIFFERS,
        )
    yield Reply(
        person_id=each.person_id,
        asked=each.known_to,
        on=confirmed_on,
        on_paper=random.random() < 0.15,
        settles=differed,
    )


def open_answers(
    relatives: Sequence[Relative], sealed_on: date, number: int, *, until: date
) -> list[Reply]:
    """What has come so far in the open verification `number`: each state there is, in turn."""
    asked = subjects(relatives)
    on = workday(sealed_on + (until - sealed_on) / 2)
    states: Sequence[Sequence[tuple[VerificationResult, bool]]] = (
        [],
        [(VerificationResult.CONFIRMED, False)],
        [(VerificationResult.DIFFERS, False)],
        [(VerificationResult.NOT_KNOWN, False)],
        [(VerificationResult.REFUSED, False)],
        [(VerificationResult.MOVED_AWAY, False)],
        [(VerificationResult.CONFIRMED, True)],
        [(VerificationResult.CONFIRMED, False)] * len(asked),
    )
    return [
        Reply(person_id=each.person_id, asked=each.known_to, on=on, result=result, on_paper=paper)
        for each, (result, paper) in zip(asked, states[number % len(states)], strict=False)
    ]
