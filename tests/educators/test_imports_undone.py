"""Undoing an import as a whole, while nobody touched what it touched; and nothing overwritten unseen."""

from datetime import date, timedelta

import pytest

from educators.actions import imports
from educators.models import Activity, Award, Educator, Import
from kmtp.audit import Refused, history
from tests import make
from tests.educators.make_imports import TODAY, apply, upload

pytestmark = pytest.mark.django_db
FIRST = (
    "First name,Last name,SWE number,Post,Team,Postcode,Stage 1,Stage 2,Hours\n"
    "Ann,Lee,SW1,Manager,Chatham Team,me44tr,1/7/2018,2/7/2019,18.5\n"
    "Bo,Day,SW2,Worker,,,1/7/2018,,37\n"
)


@pytest.fixture
def by(kent):
    make.team(kent)
    return make.coordinator(kent)


@pytest.fixture
def ann(kent):
    return make.educator(
        kent, first_name="Ann", last_name="Lee", swe_number="SW1", stage=1, post="Worker", team=None
    )


def state() -> list[tuple]:
    """Return the whole register as it stands."""
    people = Educator.objects.order_by("pk").values_list()
    return [
        *people,
        *Award.objects.order_by("educator_id", "kind").values_list("educator_id", "kind", "awarded_on"),
    ]


def undo(found, by, day=TODAY):
    return imports.undo(found=found, by=by, today=day)


def test_undoing_gives_back_what_was_changed_and_takes_away_who_was_added(kent, by, ann):
    before = state()
    found = upload(kent, by, FIRST)
    apply(found, by)
    ann.refresh_from_db()
    assert (ann.post, ann.team.name, ann.postcode, ann.full_award_on) == (
        "Manager",
        "Chatham Team",
        "ME4 4TR",
        date(2019, 7, 2),
    )
    assert state() != before
    undone = undo(found, by)
    assert (undone.state, undone.touches.count()) == ("undone", 0)
    assert state() == before
    entry = history.of(ann)[0]
    assert (entry.what, entry.by) == ("Import undone", "Kent Coordinator")


def test_undoing_twice_undoes_once(kent, by):
    found = upload(kent, by, FIRST)
    apply(found, by)
    undo(found, by)
    events = Educator.pgh_event_models["update"].objects.count()
    assert undo(found, by).state == "undone"
    assert Educator.pgh_event_models["update"].objects.count() == events


def test_a_person_who_was_changed_since_is_named_and_nothing_is_undone(kent, by, ann):
    found = upload(kent, by, FIRST)
    apply(found, by)
    Educator.objects.filter(pk=ann.pk).update(phone="1")
    before = state()
    with pytest.raises(Refused, match="Ann Lee was changed since"):
        undo(found, by)
    assert state() == before


def test_an_award_that_was_changed_since_is_a_change_of_the_person(kent, by, ann):
    found = upload(kent, by, FIRST)
    apply(found, by)
    Award.objects.filter(educator=ann, kind="stage-2").update(awarded_on=date(2019, 8, 1))
    with pytest.raises(Refused, match="Ann Lee was changed since"):
        undo(found, by)


def test_what_refers_to_somebody_new_is_named(kent, by):
    found = upload(kent, by, FIRST)
    apply(found, by)
    bo = Educator.objects.get(swe_number="SW2")
    Activity.objects.create(educator=bo, kind="student", started_on=TODAY)
    with pytest.raises(Refused, match=r"Bo Day was used since \(.*activities"):
        undo(found, by)
    assert Educator.objects.filter(pk=bo.pk).exists()


def test_a_change_of_somebody_else_does_not_matter(kent, by):
    other = make.educator(kent, first_name="Cy", last_name="Poe")
    found = upload(kent, by, FIRST)
    apply(found, by)
    Educator.objects.filter(pk=other.pk).update(phone="1")
    assert undo(found, by).state == "undone"


def test_after_thirty_days_the_values_of_before_are_forgotten(kent, by, ann):
    found = upload(kent, by, FIRST)
    apply(found, by)
    last = TODAY + timedelta(days=30)
    assert (imports.forget(last), found.touches.count()) == (0, 2)
    later = last + timedelta(days=1)
    with pytest.raises(Refused, match="can no longer be undone"):
        undo(found, by, later)
    assert (imports.forget(later), imports.forget(later), found.touches.count()) == (1, 0, 0)


def test_a_file_that_was_never_applied_cannot_be_undone(kent, by):
    with pytest.raises(Refused, match="can no longer be undone"):
        undo(upload(kent, by, FIRST), by)


def test_nothing_is_overwritten_that_nobody_saw(kent, by, ann):
    found = upload(kent, by, FIRST)
    Educator.objects.filter(pk=ann.pk).update(post="Team leader")
    with pytest.raises(Refused, match="The register changed since this file was checked"):
        apply(found, by)
    imports.check_again(found=found, by=by, today=TODAY)
    changes = Import.objects.get(pk=found.pk).staged.get(outcome="changed").changes
    assert changes["post"] == ["Team leader", "Manager"]
    apply(found, by)
    ann.refresh_from_db()
    assert ann.post == "Manager"


def test_a_change_that_the_file_does_not_speak_of_does_not_matter(kent, by, ann):
    found = upload(kent, by, FIRST)
    Educator.objects.filter(pk=ann.pk).update(phone="1")
    assert apply(found, by).changed == 1
    ann.refresh_from_db()
    assert ann.phone == "1"
