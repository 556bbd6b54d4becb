"""What may be attached to which step of a case, and withdrawn again."""

from dataclasses import replace
from functools import reduce
from uuid import UUID

import pytest

from services.intake.domain.scans import (
    MOST,
    AttachScan,
    Today,
    WithdrawScan,
    decide_scan,
    evolve_papers,
    nothing_scanned,
)
from shared.events.stage import Stage
from shared.events.terms import ScanId
from shared.law.refusal import Refused
from tests import examples

ATTACHED, WITHDRAWN = examples.scan_attached, examples.scan_withdrawn
ATTACH = AttachScan(
    case_id=ATTACHED.case_id,
    scan_id=ATTACHED.scan_id,
    stage=ATTACHED.stage,
    media_type=ATTACHED.media_type,
    size=ATTACHED.size,
)
WITHDRAW = WithdrawScan(
    case_id=WITHDRAWN.case_id, scan_id=WITHDRAWN.scan_id, reason=WITHDRAWN.reason
)


def after(*history, do, on=ATTACHED.attached_on):
    given = Today(today=on, taken={Stage.PROSPECT_LISTED, Stage.CLASS_CERTIFIED})
    return decide_scan(do, reduce(evolve_papers, history, nothing_scanned), given)


def refusal(*history, do):
    with pytest.raises(Refused) as refused:
        after(*history, do=do)
    return refused.value.reasons[0].code


def test_a_scan_is_attached_to_a_step_that_was_taken():
    assert after(do=ATTACH) == [ATTACHED]


def test_a_step_that_was_not_taken_has_no_scan():
    assert refusal(do=replace(ATTACH, stage=Stage.ADMITTED)) == "scan_of_no_step"


def test_the_same_scan_again_changes_nothing():
    assert after(ATTACHED, do=ATTACH) == []


def test_one_scan_is_of_one_step():
    assert refusal(ATTACHED, do=replace(ATTACH, stage=Stage.PROSPECT_LISTED)) == "scan_known"


def test_a_case_does_not_hold_scans_without_end():
    full = [replace(ATTACHED, scan_id=ScanId(UUID(int=number))) for number in range(MOST)]

    assert refusal(*full, do=ATTACH) == "too_many_scans"
    assert after(*full, replace(WITHDRAWN, scan_id=full[0].scan_id), do=ATTACH) == [ATTACHED]


def test_a_scan_is_withdrawn_with_its_reason():
    assert after(ATTACHED, do=WITHDRAW, on=WITHDRAWN.withdrawn_on) == [WITHDRAWN]


def test_what_is_not_there_cannot_be_withdrawn():
    assert refusal(do=WITHDRAW) == "no_such_scan"


def test_a_scan_withdrawn_again_changes_nothing():
    assert after(ATTACHED, WITHDRAWN, do=WITHDRAW) == []


def test_a_scan_that_was_withdrawn_can_be_attached_again():
    assert after(ATTACHED, WITHDRAWN, do=ATTACH) == [ATTACHED]
