"""What may be chosen in the form of a step because of how the case stands."""

from collections.abc import Mapping

from services.intake.desk import Desk, File
from services.intake.domain import above_grassroots, unconsented
from services.intake.pages.fields import Choices
from services.intake.pages.forms import OUTSIDE, Form, Kind
from shared.events.conditions import SpecialCondition
from shared.events.stage import Stage
from shared.events.terms import PersonId
from shared.web import clock
from shared.web.texts import Texts


async def offered_in(
    desk: Desk, file: File, form: Form, *, names: Mapping[PersonId, str], texts: Texts
) -> dict[Kind, Choices]:
    """The choices of every kind of field that the form has."""
    asked = {asked.kind for asked in form.asked}
    offered: dict[Kind, Choices] = {}
    if Kind.INTRODUCER in asked:
        nameless = texts.say("intake.no_name")
        introducers = file.case.introducers
        offered[Kind.INTRODUCER] = [(str(one), names.get(one, nameless)) for one in introducers]
    if Kind.CONDITION in asked:
        found = conditions_for(form, file)
        offered[Kind.CONDITION] = [(str(one), texts.say(f"condition.{one}")) for one in found]
    if Kind.CONSENTER in asked:
        offered[Kind.CONSENTER] = await consenters_of(desk, file, texts)
    return offered


def conditions_for(form: Form, file: File) -> list[SpecialCondition]:
    """Those that lack a consent, where one is recorded; otherwise all of the case."""
    return unconsented(file.case) if form.stage is Stage.CONSENT_GIVEN else [*file.case.conditions]


async def consenters_of(desk: Desk, file: File, texts: Texts) -> Choices:
    """The committees above the grassroots level, the province first, and one outside."""
    line = [place.committee_id for place in reversed(above_grassroots(file.given.line))]
    titles = await desk.titles(line, today=clock.today())
    named = [(str(one), titles[one].name) for one in line if one in titles]
    return [*named, (OUTSIDE, texts.say("consent.outside"))]
