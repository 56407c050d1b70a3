"""The lifecycle of a placement, as a table and as the one action."""

from datetime import date

import pytest

from kmtp.audit import Refused, history
from kmtp.mail.models import Letter
from placements import lifecycle
from placements.actions.lifecycle import move
from placements.models import ConfidentialProfile, Student
from tests import make

TODAY = make.TODAY
WHY = "The student is moving away"
LATER = date(2020, 9, 30)


def facts(change: str) -> dict:
    """Return what the change asks for."""
    step = lifecycle.CHANGES[change]
    return {"reason": step.reasons[0] if step.asks_why else "", "why": WHY, "ends_on": LATER}


@pytest.mark.parametrize("change", lifecycle.CHANGES.values(), ids=lambda change: change.key)
def test_every_change_leads_from_states_to_a_state(change):
    assert {*change.sources, change.target} <= set(lifecycle.STATES)
    assert change.target not in change.sources


def test_a_placement_that_is_over_has_no_next_step():
    over = [key for key, state in lifecycle.STATES.items() if not state.holds]
    assert [lifecycle.changes_from(state) for state in over] == [[]] * len(over)


@pytest.mark.django_db
@pytest.mark.parametrize("state", lifecycle.STATES)
@pytest.mark.parametrize("change", lifecycle.CHANGES.values(), ids=lambda change: change.key)
def test_each_change_is_made_from_its_states_and_refused_from_all_others(kent, state, change):
    make.university()
    placed = make.placement(
        kent, state=state, educator=make.educator(kent, registered_until=date(2020, 11, 30))
    )
    by = make.coordinator(kent)
    if state in change.sources:
        moved = move(placement=placed, change=change.key, by=by, today=TODAY, **facts(change.key))
        assert (moved.state, moved.state_reason) == (change.target, WHY)
        assert moved.reason == facts(change.key)["reason"]
    else:
        with pytest.raises(Refused, match="by now"):
            move(placement=placed, change=change.key, by=by, today=TODAY, **facts(change.key))
        placed.refresh_from_db()
        assert placed.state == state


@pytest.mark.django_db
def test_a_step_is_not_made_twice(kent):
    placed = make.placement(kent, state="provisional")
    by = make.coordinator(kent)
    move(placement=placed, change="confirm", by=by, today=TODAY)
    with pytest.raises(Refused, match="“Confirmed” by now"):
        move(placement=placed, change="confirm", by=by, today=TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize("change", [one.key for one in lifecycle.CHANGES.values() if one.asks_why])
@pytest.mark.parametrize("reason", ["", "made-up"])
def test_what_asks_for_a_reason_is_refused_without_one_of_the_table(kent, change, reason):
    placed = make.placement(kent, state=lifecycle.CHANGES[change].sources[0])
    given = {**facts(change), "reason": reason}
    with pytest.raises(Refused, match="Choose why"):
        move(placement=placed, change=change, by=make.coordinator(kent), today=TODAY, **given)


@pytest.mark.django_db
@pytest.mark.parametrize("ends_on", [None, date(2020, 6, 26)])
def test_an_extension_ends_later_than_before(kent, ends_on):
    placed, given = make.placement(kent), {**facts("extend"), "ends_on": ends_on}
    with pytest.raises(Refused, match="Choose a last day after 26 Jun 2020"):
        move(placement=placed, change="extend", by=make.coordinator(kent), today=TODAY, **given)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (
            lambda p: type(p).objects.filter(pk=p.pk).update(starts_on=date(2020, 3, 3)),
            "It starts on 3 Mar 2020",
        ),
        (lambda p: Student.objects.update(is_ready_for_practice=False), "readiness"),
        (lambda p: ConfidentialProfile.objects.update(dbs_cleared_on=None), "DBS"),
        (lambda p: ConfidentialProfile.objects.all().delete(), "DBS"),
        (lambda p: type(p.educator).objects.update(registered_until=date(2020, 3, 1)), "not registered"),
        (lambda p: type(p.educator).objects.update(registered_until=None), "not registered"),
    ],
)
def test_nobody_starts_before_the_day_the_checks_and_a_registration(kent, spoil, sentence):
    educator = make.educator(kent, registered_until=date(2020, 11, 30))
    placed = make.placement(kent, state="confirmed", educator=educator)
    spoil(placed)
    with pytest.raises(Refused, match=sentence):
        move(placement=placed, change="start", by=make.coordinator(kent), today=TODAY)


@pytest.mark.django_db
def test_ending_early_ends_it_today(kent):
    placed = make.placement(kent)
    moved = move(
        placement=placed, change="end-early", by=make.coordinator(kent), today=TODAY, **facts("end-early")
    )
    assert moved.ends_on == TODAY


@pytest.mark.django_db
def test_the_trail_says_what_by_whom_and_why(kent):
    placed, by = make.placement(kent), make.coordinator(kent)
    move(placement=placed, change="pause", by=by, today=TODAY, **facts("pause"))
    entry = history.of(placed)[0]
    assert (entry.what, entry.by, entry.why) == (
        "Placement paused",
        str(by),
        f"The student’s circumstances: {WHY}",
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "kind"), [("confirm", "placement_confirmed"), ("withdraw", "placement_withdrawn")]
)
def test_the_educator_and_the_university_are_told(kent, cccu, change, kind):
    partner = make.partner(cccu)
    placed = make.placement(
        kent, state="provisional", educator=make.educator(kent, email="stella@kent.example")
    )
    move(placement=placed, change=change, by=make.coordinator(kent), today=TODAY, **facts(change))
    letters = Letter.objects.order_by("pk")
    assert [(one.kind, one.to, one.organisation) for one in letters] == [
        (kind, "stella@kent.example", kent),
        (kind, partner.email, kent),
    ]
    assert not [one for one in letters if WHY in one.body or "Sam Student" in one.body + one.subject]


@pytest.mark.django_db
def test_an_educator_without_an_address_is_left_out(kent, cccu):
    move(
        placement=make.placement(kent, state="provisional"),
        change="confirm",
        by=make.coordinator(kent),
        today=TODAY,
    )
    assert not Letter.objects.exists()
