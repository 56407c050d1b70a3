"""A placement is practice: it stands on the register of its educator and its on-site supervisor by itself."""

from datetime import date
from importlib import import_module

import pytest
from django.db import connection

from educators.actions import achievements
from educators.models import Activity
from kmtp.audit import Refused
from placements.actions import pairing
from placements.actions.lifecycle import move
from tests import make

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
WHY = "The student is moving away"


def started(kent, **facts):
    """Return a placement that has just been started by a coordinator."""
    make.university()
    facts = {"educator": make.educator(kent, registered_until=date(2020, 11, 30)), **facts}
    placed = make.placement(kent, state="confirmed", **facts)
    return move(placement=placed, change="start", by=make.coordinator(kent), today=TODAY)


def practice(placed) -> list[tuple]:
    """Return what stands on the register because of a placement."""
    kept = Activity.objects.filter(source__startswith=f"placement {placed.pk} ").order_by("kind")
    return list(kept.values_list("educator", "kind", "started_on", "ended_on"))


@pytest.fixture(autouse=True)
def _ready(monkeypatch):
    monkeypatch.setattr("placements.actions.lifecycle._refuse_start", lambda placement, today: None)


def test_a_placement_that_starts_is_practice_of_its_educator_and_keeps_her_current(kent):
    placed = started(kent)
    assert practice(placed) == [(placed.educator_id, "student", placed.starts_on, placed.ends_on)]
    placed.educator.refresh_from_db()
    assert placed.educator.practised_until == placed.ends_on


def test_one_that_has_not_started_is_not(kent):
    placed = make.placement(kent, state="provisional")
    move(placement=placed, change="confirm", by=make.coordinator(kent), today=TODAY)
    assert practice(placed) == []


def test_the_on_site_supervisor_has_practice_too(kent):
    supervisor = make.educator(kent)
    placed = started(kent, supervisor=supervisor)
    assert practice(placed) == [
        (placed.educator_id, "student", placed.starts_on, placed.ends_on),
        (supervisor.pk, "supervisor", placed.starts_on, placed.ends_on),
    ]


def test_an_early_end_shortens_it(kent):
    placed = started(kent)
    ended = move(
        placement=placed,
        change="end-early",
        by=make.coordinator(kent),
        today=TODAY,
        reason="student",
        why=WHY,
    )
    assert practice(placed) == [(placed.educator_id, "student", placed.starts_on, ended.ends_on)]
    assert ended.ends_on == TODAY


def test_other_dates_and_no_supervisor_change_it(kent):
    placed = started(kent, supervisor=make.educator(kent))
    placed.ends_on, placed.supervisor = date(2020, 7, 3), None
    pairing.change(placement=placed, by=make.coordinator(kent), today=TODAY)
    assert practice(placed) == [(placed.educator_id, "student", placed.starts_on, date(2020, 7, 3))]


def test_two_students_from_the_same_day_are_two_pieces_of_work(kent):
    teacher = make.educator(kent, registered_until=date(2020, 11, 30), capacity=2)
    first, second = started(kent, educator=teacher), started(kent, educator=teacher)
    assert practice(first) == practice(second) != []


def test_what_a_person_wrote_for_it_is_taken_over_and_not_written_again(kent):
    teacher = make.educator(kent, registered_until=date(2020, 11, 30))
    by_hand = Activity.objects.create(educator=teacher, kind="student", started_on=date(2020, 1, 6))
    placed = started(kent, educator=teacher)
    assert list(Activity.objects.values_list("pk", "source")) == [
        (by_hand.pk, f"placement {placed.pk} educator")
    ]
    again = Activity(educator=teacher, kind="student", started_on=date(2020, 1, 6))
    with pytest.raises(Refused, match="on the record already"):
        achievements.record_activity(activity=again, by=make.coordinator(kent), today=TODAY)


def test_placements_of_before_are_given_theirs_once(kent):
    teacher = make.educator(kent)
    written = Activity.objects.create(educator=teacher, kind="student", started_on=date(2020, 1, 6))
    first = make.placement(kent, educator=teacher)
    second = make.placement(kent, educator=teacher, student=make.student())
    make.placement(kent, state="provisional")
    migration = import_module("placements.migrations.0002_practice_of_placements")
    for _ in range(2):
        with connection.schema_editor() as editor:
            migration.backfill(None, editor)
    kept = dict(Activity.objects.values_list("source", "pk"))
    assert set(kept) == {f"placement {one.pk} educator" for one in (first, second)}
    assert kept[f"placement {first.pk} educator"] == written.pk
