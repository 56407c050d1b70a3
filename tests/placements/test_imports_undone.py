"""Undoing an import of students as a whole, while nobody touched what it touched."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from kmtp.audit import Refused, history
from placements.actions import imports
from placements.models import ConfidentialProfile, Request, Student, StudentImport
from tests import make
from tests.placements.make_imports import ONE, TODAY, TWO, apply, state, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(kent, cccu):
    make.programme(cccu)
    return make.partner(cccu)


@pytest.fixture
def sam(kent, cccu):
    """Sam is on record already, with other values, and waits for a placement."""
    student = make.student(make.programme(cccu), "S-1", name="Sam Elder", outward_postcode="TN1")
    make.request(kent, student=student, kind="first", wishes="adults")
    return student


def undo(found, by, day=TODAY):
    return imports.undo(found=found, by=by, today=day)


def test_undoing_gives_back_what_was_changed_and_takes_away_what_was_added(cccu, by, sam):
    before = state()
    found = upload(cccu, by)
    assert (apply(found, by).changed, state() != before) == (1, True)
    assert ConfidentialProfile.objects.get(student=sam).name == "Sam Ash"
    undone = undo(found, by)
    assert (undone.state, undone.touches.count(), undone.marks) == ("undone", 0, {})
    assert state() == before
    entry = history.of(Student.objects.get(pk=sam.pk))[0]
    assert (entry.what, entry.by) == ("Import of students undone", "CCCU Partner")


def test_undoing_twice_undoes_once(cccu, by):
    found = upload(cccu, by)
    apply(found, by)
    undo(found, by)
    assert (undo(found, by).state, state()) == ("undone", [])


@pytest.mark.parametrize(
    "touch",
    [
        lambda sam: Student.objects.filter(pk=sam.pk).update(is_driver=False),
        lambda sam: ConfidentialProfile.objects.filter(student=sam).update(adjustments="A quiet room"),
        lambda sam: Request.objects.filter(student=sam).update(wishes="other"),
        lambda sam: Request.objects.filter(student=sam).delete(),
    ],
    ids=["the student", "the profile", "the request", "a request that is gone"],
)
def test_what_was_changed_since_keeps_the_whole_import(cccu, by, sam, touch):
    found = upload(cccu, by)
    apply(found, by)
    touch(sam)
    before = state()
    with pytest.raises(Refused, match="since, so this import cannot be undone as a whole"):
        undo(found, by)
    assert state() == before


def test_a_placement_that_came_of_a_request_keeps_it(kent, cccu, by, sam):
    found = upload(cccu, by)
    apply(found, by)
    make.placement(kent, student=sam, request=Request.objects.get(student=sam), kind="first")
    with pytest.raises(Refused, match="S-1 was placed since"):
        undo(found, by)


def test_a_second_request_for_somebody_new_keeps_her(kent, cccu, by):
    found = upload(cccu, by)
    apply(found, by)
    make.request(kent, student=Student.objects.get(reference="S-2"))
    with pytest.raises(Refused, match="S-2 was used since"):
        undo(found, by)


def test_a_change_of_somebody_else_does_not_matter(cccu, by):
    other = make.student(make.programme(cccu), "S-9")
    found = upload(cccu, by)
    apply(found, by)
    Student.objects.filter(pk=other.pk).update(is_driver=True)
    assert undo(found, by).state == "undone"


def test_after_thirty_days_undoing_is_no_longer_offered(cccu, by):
    found = upload(cccu, by)
    apply(found, by)
    last = TODAY + timedelta(days=30)
    later = last + timedelta(days=1)
    assert imports.why_not_undone(StudentImport.objects.get(pk=found.pk), last) == ""
    with pytest.raises(Refused, match="can no longer be undone"):
        undo(found, by, later)
    assert (imports.forget(last), imports.forget(later), imports.forget(later)) == (0, 1, 0)
    assert found.touches.count() == 0


def test_a_file_that_nobody_applies_is_forgotten_after_two_weeks(cccu, by):
    found = upload(cccu, by, ONE)
    uploaded = localdate(found.uploaded_at)
    assert imports.forget(uploaded + timedelta(days=14)) == 0
    assert [imports.forget(uploaded + timedelta(days=15)) for _ in range(2)] == [1, 0]
    found.refresh_from_db()
    assert (found.state, found.content, found.staged.count()) == ("put-away", None, 0)
    with pytest.raises(Refused, match="cannot be applied"):
        apply(found, by)


def test_a_list_that_is_applied_has_nothing_to_put_away(cccu, by):
    found = upload(cccu, by, TWO)
    apply(found, by)
    with pytest.raises(Refused, match="in the list of students already"):
        imports.put_away(found=found, by=by)
