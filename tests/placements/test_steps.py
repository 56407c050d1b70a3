"""When steps are due, and what is done with them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kmtp.audit import Refused, history
from kmtp.mail.models import Letter
from placements import step_letters, tasks
from placements.actions import pairing
from placements.actions import steps as actions
from placements.actions.lifecycle import move
from placements.days import Gap
from placements.models import Placement, Step, StepKind
from placements.steps import DEFAULTS, Course, friday_of_a_weekend, letter_due
from tests import make
from tests.placements.steps_made import only_kinds, step, step_kind, waived

TODAY = make.TODAY
FINAL = Course(date(2020, 1, 6), date(2020, 7, 24), 100, 4)


@pytest.mark.parametrize(
    ("anchor", "offset", "expected"),
    [
        ("start", 0, date(2020, 1, 6)),
        ("start", 14, date(2020, 1, 20)),
        ("start", 5, date(2020, 1, 10)),  # a Saturday's is the Friday
        ("start", -7, date(2019, 12, 30)),
        ("middle", 0, date(2020, 4, 1)),  # day 50 of 100, at four days a week
        ("middle", -21, date(2020, 3, 11)),
        ("end", 0, date(2020, 7, 24)),
        ("end", 7, date(2020, 7, 31)),
        ("end", -26, date(2020, 6, 26)),  # a Sunday's too
    ],
)
def test_a_step_is_due_so_many_days_from_its_anchor(anchor, offset, expected):
    assert FINAL.due_on(anchor, offset) == expected


def test_the_middle_is_where_half_of_the_days_are_done():
    first = Course(date(2020, 1, 6), date(2020, 5, 29), 70, 5)
    assert first.middle_on == date(2020, 2, 21)  # day 35
    with_a_pause = Course(
        *[first.starts_on, first.ends_on, 70, 5, ()], (Gap(date(2020, 2, 3), date(2020, 2, 7)),)
    )
    assert with_a_pause.middle_on == date(2020, 2, 28)
    too_short = Course(date(2020, 1, 6), date(2020, 1, 26), 70, 5)
    assert too_short.middle_on == date(2020, 1, 16)  # the calendar's


def test_a_weekend_goes_to_its_friday():
    days = [date(2020, 1, 6) + timedelta(days=ahead) for ahead in range(7)]
    assert [friday_of_a_weekend(day) for day in days] == [*days[:5], days[4], days[4]]


@pytest.mark.parametrize(("ahead", "letter"), [(-1, "overdue"), (0, "soon"), (7, "soon"), (8, "")])
def test_a_letter_goes_a_week_before_and_when_it_is_overdue(ahead, letter):
    assert letter_due(TODAY + timedelta(days=ahead), TODAY) == letter


def test_the_defaults_hold_the_observations_that_each_kind_needs():
    def names(kind):
        return [one.name for one in DEFAULTS if kind in one.kinds]

    assert sum("observation" in name for name in names("first")) == 2
    assert sum("observation" in name for name in names("final")) == 3
    for kind in ("first", "final"):
        assert len(set(names(kind))) == len(names(kind))
        assert {"Learning agreement", "Midpoint review", "Final report", "QAPL"} <= set(names(kind))
    assert {one.anchor for one in DEFAULTS} <= set(StepKind.Anchor.values)
    assert {one.owner for one in DEFAULTS} <= set(StepKind.Owner.values)


pytestmark = pytest.mark.django_db


def refused(name, make_it):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make_it()


def test_a_new_installation_has_the_default_steps_to_change():
    found = set(StepKind.objects.values_list("name", "placement_kind", "anchor", "offset_days", "owner"))
    wanted = {(one.name, kind, one.anchor, one.offset, one.owner) for one in DEFAULTS for kind in one.kinds}
    assert found == wanted


def test_a_kind_of_step_ends_after_it_begins_and_is_there_once(cccu):
    kind = step_kind(in_force_until=date(2018, 9, 1))
    facts = {"placement_kind": "final", "anchor": "start", "owner": "educator"}
    refused(
        "step_kind_ends_after_it_begins",
        lambda: StepKind.objects.filter(pk=kind.pk).update(in_force_until=date(2018, 8, 31)),
    )
    same = {**facts, "name": kind.name, "in_force_from": kind.in_force_from}
    StepKind.objects.create(**{**same, "placement_kind": "first"})
    StepKind.objects.create(**same, university=cccu)
    refused("step_kind_is_unique", lambda: StepKind.objects.create(**same))


def test_a_step_is_once_in_a_placement_and_done_or_waived_for_a_reason(kent):
    placed, by = make.placement(kent), make.coordinator(kent)
    one = step(placed)
    step(make.placement(kent), kind=one.kind)
    refused("step_is_once_in_a_placement", lambda: step(placed, kind=one.kind))
    rows = Step.objects.filter(pk=one.pk)
    rows.update(**waived(by))
    refused("step_is_waived_for_a_reason", lambda: rows.update(waived_because=""))
    refused("step_is_waived_for_a_reason", lambda: rows.update(waived_by=None))
    refused("step_is_done_or_waived", lambda: rows.update(done_on=TODAY))


def test_which_steps_a_placement_has_depends_on_its_kind_university_and_day(kent, cccu):
    everybody, own = step_kind(), step_kind("CCCU’s", university=cccu)
    others = step_kind("Greenwich’s", university=make.university("Greenwich"))
    over = step_kind("Over", in_force_until=date(2019, 8, 31))
    later, first = step_kind("Later", in_force_from=date(2020, 9, 1)), step_kind(placement_kind="first")
    supervisors = step_kind("Report", owner="supervisor")
    only_kinds(everybody, own, others, over, later, first, supervisors)
    placed = make.placement(kent, student=make.student(make.programme(cccu)))
    assert set(actions.kinds_of(placed)) == {everybody, own}
    placed.supervisor = make.educator(kent, first_name="Onsite")
    assert set(actions.kinds_of(placed)) == {everybody, own, supervisors}


def test_confirming_a_placement_makes_its_steps_once(kent):
    start, end = step_kind(offset_days=14), step_kind("Final report", anchor="end")
    only_kinds(start, end)
    placed = make.placement(kent, state="provisional")
    actions.keep(placed, today=TODAY)
    assert not placed.steps.exists()
    moved = move(placement=placed, change="confirm", by=make.coordinator(kent), today=TODAY)
    wanted = [("Tutor’s visit", date(2020, 1, 20)), ("Final report", date(2020, 6, 26))]
    assert list(placed.steps.values_list("kind__name", "due_on")) == wanted
    actions.keep(moved, today=TODAY)
    assert list(placed.steps.values_list("kind__name", "due_on")) == wanted
    assert history.of(placed.steps.first())[0].what == "Placement confirmed"


def test_other_dates_move_the_open_steps_alone(kent):
    kinds = [step_kind(name, anchor="end") for name in ("Open", "Done", "Waived")]
    only_kinds(*kinds)
    ahead = {"starts_on": date(2020, 4, 6), "ends_on": date(2020, 9, 25), "state": "confirmed"}
    ahead["educator"] = make.educator(kent, registered_until=date(2020, 11, 30))
    placed, by = (
        make.placement(kent, **ahead),
        make.coordinator(kent),
    )
    actions.keep(placed, today=TODAY)
    done, _, left = placed.steps.order_by("kind__name")
    actions.do(step=done, done_on=TODAY, by=by, today=TODAY)
    actions.waive(step=left, why="Not needed", by=by, today=TODAY)
    placed.ends_on = date(2020, 10, 2)
    pairing.change(placement=placed, by=by, today=TODAY)
    found = dict(placed.steps.values_list("kind__name", "due_on"))
    assert found == {
        "Open": date(2020, 10, 2),
        "Done": date(2020, 9, 25),
        "Waived": date(2020, 9, 25),
    }


def test_an_extension_moves_the_steps_at_the_end(kent):
    only_kinds(step_kind(anchor="end"))
    placed, by = make.placement(kent), make.coordinator(kent)
    actions.keep(placed, today=TODAY)
    given = {"reason": "days", "ends_on": date(2020, 7, 31)}
    move(placement=placed, change="extend", by=by, today=TODAY, **given)
    assert placed.steps.get().due_on == date(2020, 7, 31)


def test_a_step_is_done_once_and_not_tomorrow(kent):
    by, one = make.coordinator(kent), step(make.placement(kent))
    with pytest.raises(Refused, match="today or an earlier day"):
        actions.do(step=one, done_on=TODAY + timedelta(days=1), by=by, today=TODAY)
    found = actions.do(step=one, done_on=TODAY, by=by, today=TODAY)
    assert (found.done_on, found.done_by) == (TODAY, by)
    with pytest.raises(Refused, match="is done already"):
        actions.do(step=one, done_on=TODAY, by=by, today=TODAY)
    with pytest.raises(Refused, match="is done already"):
        actions.waive(step=one, why="Late", by=by, today=TODAY)


def test_a_step_is_waived_for_a_reason_and_can_be_opened_again(kent):
    by, one = make.coordinator(kent), step(make.placement(kent), kind=step_kind(offset_days=7))
    with pytest.raises(Refused, match="Say why"):
        actions.waive(step=one, why=" ", by=by, today=TODAY)
    found = actions.waive(step=one, why="Seen by video", by=by, today=TODAY)
    assert (found.waived_on, found.waived_by, found.waived_because) == (TODAY, by, "Seen by video")
    with pytest.raises(Refused, match="was waived"):
        actions.do(step=one, done_on=TODAY, by=by, today=TODAY)
    again = actions.reopen(step=one, by=by, today=TODAY)
    assert (again.is_open, again.waived_because, again.due_on) == (True, "", date(2020, 1, 13))
    with pytest.raises(Refused, match="open already"):
        actions.reopen(step=one, by=by, today=TODAY)


@pytest.mark.parametrize("state", ["provisional", "withdrawn"])
def test_nothing_happens_to_the_steps_of_a_placement_that_does_not_take_place(kent, state):
    one = step(make.placement(kent, state=state))
    with pytest.raises(Refused, match="does not take place"):
        actions.do(step=one, done_on=TODAY, by=make.coordinator(kent), today=TODAY)


def test_open_and_overdue(kent):
    by = make.coordinator(kent)
    late, now = step(make.placement(kent), due_on=TODAY - timedelta(days=1)), step(make.placement(kent))
    step(make.placement(kent), done_on=TODAY)
    step(make.placement(kent), **waived(by))
    step(make.placement(kent, state="passed"))
    assert set(Step.objects.open()) == {late, now}
    assert list(Step.objects.overdue(TODAY)) == [late]
    assert [one.falls for one in Step.objects.open().with_falls(TODAY)] == ["overdue", "soon"]
    assert Step.objects.with_falls(TODAY - timedelta(days=8)).get(pk=now.pk).falls == "later"


@pytest.fixture
def everybody(kent, cccu):
    """A placement with an owner of each kind who has an address."""
    make.partner(cccu), make.coordinator(kent)
    return make.placement(
        kent,
        student=make.student(make.programme(cccu)),
        educator=make.educator(kent, email="stella@kent.example"),
        supervisor=make.educator(kent, first_name="Ona", email="ona@kent.example"),
    )


@pytest.mark.parametrize(
    ("owner", "to"),
    [
        ("coordinator", "kent.coordinator@kent.example"),
        ("educator", "stella@kent.example"),
        ("supervisor", "ona@kent.example"),
        ("student", "s-0001@students.example"),
        ("university", "cccu.partner@cccu.example"),
    ],
)
def test_the_owner_gets_a_letter_a_week_before_and_once_when_it_is_overdue(kent, everybody, owner, to):
    step(everybody, kind=step_kind(owner=owner), due_on=TODAY + timedelta(days=8))
    written = [
        step_letters.remind_due(today=TODAY + timedelta(days=ahead)) for ahead in (0, 1, 2, 8, 9, 9, 40)
    ]
    assert written == [0, 1, 0, 0, 1, 0, 0]
    letters = Letter.objects.order_by("pk")
    assert [one.kind for one in letters] == ["step_soon", "step_overdue"]
    assert {(one.to, one.organisation, one.is_to_student) for one in letters} == {
        (to, kent, owner == "student")
    }
    signs_in = owner in step_letters.SIGN_IN
    assert all(bool(one.path) == signs_in == ("{link}" in one.body) for one in letters)
    assert not [one for one in letters if "Sam Student" in one.body]


def test_an_owner_without_an_address_gets_no_letter(kent):
    step(make.placement(kent))
    assert step_letters.remind_due(today=TODAY) == 0


def test_a_step_that_moved_is_told_again(kent, everybody):
    one = step(everybody)
    assert [step_letters.remind_due(today=TODAY) for _ in range(2)] == [1, 0]
    Step.objects.filter(pk=one.pk).update(due_on=TODAY + timedelta(days=2))
    assert step_letters.remind_due(today=TODAY) == 1


def test_the_hourly_task_makes_missing_steps_and_writes_each_letter_once(kent, everybody):
    only_kinds(step_kind("Past"), step_kind("To come", anchor="end"))
    for _ in range(2):
        tasks.reminders.remind(f"{date(2020, 6, 22)}")
    assert [one.kind.name for one in everybody.steps.all()] == ["To come"]
    assert [one.kind for one in Letter.objects.all()] == ["step_soon"]


def test_a_new_rule_is_given_to_the_placements_it_is_for(kent):
    kind = step_kind(in_force_from=date(2020, 1, 1))
    only_kinds(kind)
    for_it = make.placement(kent)
    for facts in ({"state": "provisional"}, {"kind": "first"}, {"starts_on": date(2019, 12, 2)}):
        make.placement(kent, **facts)
    actions.keep_kind(kind=kind, by=make.lead(), today=TODAY)
    assert [one.placement for one in Step.objects.all()] == [for_it]
    kind.offset_days = 21
    actions.keep_kind(kind=kind, by=make.lead(), today=TODAY)
    assert Step.objects.get().due_on == date(2020, 1, 27)
    assert Placement.objects.count() == 4
