"""Whoever trains has a mentor, named at any time; the cohort of an intake shows who lacks one."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from educators.actions import achievements
from educators.actions.recruitment import offers
from educators.models import Activity, Training
from kmtp.audit import Refused, history
from kmtp.partnership.academic_year import AcademicYear
from tests import make
from tests.educators import make_recruitment

pytestmark = pytest.mark.django_db
TODAY = localdate()


def training(educator) -> Training:
    """Return a place on a programme that is under way."""
    return Training.objects.create(educator=educator, stage="stage-1", year=AcademicYear.of(TODAY))


def test_a_mentor_is_named_on_a_place_that_is_under_way(kent, signed_in):
    place = training(make.educator(kent, stage=0, first_name="Tess"))
    mia, client = make.educator(kent, first_name="Mia"), signed_in(make.coordinator(kent))
    url = reverse("educators:training_mentor", args=[place.pk])
    assert url in client.get(place.get_absolute_url()).text
    page = client.post(url, {"mentor": mia.pk}, follow=True).text
    assert "Mia Two mentors Tess Two." in page
    assert "Change the mentor" in page
    assert Training.objects.get().mentor == mia
    assert history.of(place)[0].what == "Mentor named"


def test_only_an_active_stage_2_educator_of_the_council_mentors(kent, medway, signed_in):
    place, client = training(make.educator(kent, stage=0)), signed_in(make.coordinator(kent))
    url = reverse("educators:training_mentor", args=[place.pk])
    for other in (make.educator(medway), make.educator(kent, stage=1), place.educator):
        assert client.post(url, {"mentor": other.pk}).status_code == 200
    assert Training.objects.get().mentor is None


def test_nobody_mentors_herself_or_somebody_who_has_ended(kent):
    place, by = training(make.educator(kent)), make.coordinator(kent)
    with pytest.raises(Refused, match="somebody else"):
        achievements.name_mentor(training=place, mentor=place.educator, by=by)
    Training.objects.update(state="withdrawn", ended_on=TODAY)
    with pytest.raises(Refused, match="ended already"):
        achievements.name_mentor(training=place, mentor=make.educator(kent), by=by)


def test_an_intake_shows_its_cohort_with_mentors_and_progress(client):
    one = make_recruitment.application(make_recruitment.intake(), state="offered")
    council = one.intake.council
    client.force_login(make.coordinator(council))
    page = one.intake.get_absolute_url()
    assert "The cohort" not in client.get(page).text
    one = offers.answer(application=one, accepts=True, by=None, today=TODAY)
    shown = client.get(page).text
    assert "The cohort: 0 of 1 have the award" in shown
    assert reverse("educators:training_mentor", args=[one.training_id]) in shown
    mia = make.educator(council, first_name="Mia")
    achievements.name_mentor(training=one.training, mentor=mia, by=make.coordinator(council))
    assert ">Mia Two</td>" in client.get(page).text


def test_a_record_says_what_room_an_activity_takes(kent, signed_in):
    ann = make.educator(kent)
    for kind, weight in (("student", "1"), ("asye", "0.5")):
        Activity.objects.create(educator=ann, kind=kind, started_on=TODAY, weight=Decimal(weight))
    page = signed_in(make.coordinator(kent)).get(ann.get_absolute_url()).text
    assert page.count("takes the room of") == 1
    assert "takes the room of 0.5 of a student" in page
