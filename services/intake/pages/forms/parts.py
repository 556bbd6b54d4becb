"""What the parts of commands are read from: days, documents, codes, votes."""

from enum import StrEnum

from services.intake.pages.forms.form import Asked, Kind, Part
from shared.events.terms import CommitteeVote, Ethnicity, Profile, Sex, Study, Union, Vote
from shared.web.entry import Typed


def day(name: str, label: str) -> Part:
    """The day of the step."""
    return Part(name, (Asked("day", label, Kind.DAY),), lambda typed: typed.day("day"))


def other_day(name: str, label: str) -> Part:
    """A day beside that of the step."""
    return Part(name, (Asked(name, label, Kind.DAY),), lambda typed: typed.day(name))


def day_if_any(name: str, label: str) -> Part:
    """A day that may be left out."""
    return Part(
        name,
        (Asked(name, label, Kind.DAY),),
        lambda typed: typed.day(name) if typed.fields.get(name) else None,
    )


def document(name: str, label: str) -> Part:
    """The document of the step."""
    asked = Asked("document_no", label, Kind.DOCUMENT)
    return Part(name, (asked,), lambda typed: typed.document("document_no"))


def document_if_any(name: str, label: str) -> Part:
    """Another document, which may be left out."""
    return Part(
        name,
        (Asked(name, label, Kind.DOCUMENT),),
        lambda typed: typed.document(name) if typed.fields.get(name) else None,
    )


def number(name: str, label: str) -> Part:
    return Part(name, (Asked(name, label, Kind.NUMBER),), lambda typed: typed.number(name))


def reason(name: str, label: str, *, codes: type[StrEnum], words: str) -> Part:
    """Why; the texts of the codes stand under `words`."""
    asked = Asked("reason", label, Kind.CHOICE, codes, words)
    return Part(name, (asked,), lambda typed: typed.choice("reason", codes))


def choice(name: str, label: str, *, codes: type[StrEnum], words: str) -> Part:
    """One of the codes, whose texts stand under `words`."""
    asked = Asked(name, label, Kind.CHOICE, codes, words)
    return Part(name, (asked,), lambda typed: typed.choice(name, codes))


def branch(name: str, label: str) -> Part:
    return Part(name, (Asked("branch", label, Kind.BRANCH),), lambda typed: typed.id("branch"))


def vote_of_branch(in_favour: str = "vote.in_favour") -> Part:
    """What its base is made of, and those in favour: of what, the text of that key says."""
    base = _counts("official_members", "temporarily_elsewhere", "exempt_and_absent")
    return Part("vote", (*base, Asked("in_favour", in_favour, Kind.NUMBER)), branch_vote)


def vote_of_committee() -> Part:
    return Part("vote", _counts("members", "in_favour"), committee_vote)


def _counts(*names: str) -> tuple[Asked, ...]:
    return tuple(Asked(name, f"vote.{name}", Kind.NUMBER) for name in names)


def branch_vote(typed: Typed) -> Vote | None:
    official, elsewhere = typed.number("official_members"), typed.number("temporarily_elsewhere")
    exempt, in_favour = typed.number("exempt_and_absent"), typed.number("in_favour")
    if official is None or elsewhere is None or exempt is None or in_favour is None:
        return None
    return Vote(
        official_members=official,
        temporarily_elsewhere=elsewhere,
        exempt_and_absent=exempt,
        in_favour=in_favour,
    )


def committee_vote(typed: Typed) -> CommitteeVote | None:
    members, in_favour = typed.number("members"), typed.number("in_favour")
    if members is None or in_favour is None:
        return None
    return CommitteeVote(members=members, in_favour=in_favour)


def profile(typed: Typed) -> Profile | None:
    """The coded facts that a prospect is listed with."""
    sex, ethnicity = typed.choice("sex", Sex), typed.choice("ethnicity", Ethnicity)
    union, study = typed.choice("union", Union), typed.choice("study", Study)
    if sex is None or ethnicity is None or union is None or study is None:
        return None
    return Profile(sex=sex, ethnicity=ethnicity, union=union, study=study)
