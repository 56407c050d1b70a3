"""Each rule of the database: an allowed and a refused case."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from educators.models import Activity, Award, Educator, Import, Training
from kmtp.partnership.academic_year import AcademicYear
from tests import make

pytestmark = pytest.mark.django_db
YEAR = AcademicYear(2019)


def refused(**facts) -> bool:
    try:
        with transaction.atomic():
            make.educator(**facts)
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("facts", "is_refused"),
    [
        ({"swe_number": "SW123456"}, False),
        ({"swe_number": ""}, False),
        ({"swe_number": "SW0"}, True),
        ({"swe_number": "123456"}, True),
        ({"left_on": date(2017, 9, 1)}, False),
        ({"left_on": date(2017, 8, 31)}, True),
        ({"on_break_from": date(2018, 1, 1)}, False),
        ({"on_break_from": date(2017, 1, 1)}, True),
        ({"capacity": 6}, False),
        ({"capacity": 7}, True),
    ],
)
def test_an_educator_that_breaks_a_rule_is_not_stored(kent, facts, is_refused):
    assert refused(of=kent, **facts) is is_refused


def test_a_swe_number_is_on_one_register_once(kent, medway):
    make.educator(kent, swe_number="SW1")
    assert (refused(of=medway, swe_number="SW1"), refused(of=kent, swe_number="SW1")) == (False, True)


def test_only_an_independent_educator_is_provided_by_another(kent, cccu):
    assert not refused(of=kent, is_independent=True, provided_by=cccu)
    assert refused(of=kent, is_independent=False, provided_by=cccu)


def activity(stella, started, ended=None, kind="student"):
    return Activity(educator=stella, kind=kind, started_on=started, ended_on=ended)


def training(stella, **facts):
    return Training(educator=stella, stage="stage-1", year=YEAR, **facts)


@pytest.mark.parametrize(
    ("rows", "is_refused"),
    [
        (lambda stella: [activity(stella, date(2019, 9, 1), date(2019, 9, 1))], False),
        (lambda stella: [activity(stella, date(2019, 9, 1), date(2019, 8, 31))], True),
        (lambda stella: [activity(stella, date(2019, 9, 1)), activity(stella, date(2019, 9, 2))], False),
        (lambda stella: [activity(stella, date(2019, 9, 1)), activity(stella, date(2019, 9, 1))], True),
        (lambda stella: [Award(educator=stella, kind="stage-1", awarded_on=date(2019, 1, 1))], False),
        (
            lambda stella: [
                Award(educator=stella, kind="stage-1", awarded_on=date(2019, 1, n)) for n in (1, 2)
            ],
            True,
        ),
        (lambda stella: [training(stella)], False),
        (lambda stella: [training(stella), training(stella)], True),
        (lambda stella: [training(stella, mentor=stella)], True),
        (lambda stella: [training(stella, state="completed")], True),
        (lambda stella: [training(stella, state="completed", ended_on=date(2020, 6, 1))], False),
    ],
)
def test_what_stands_on_a_record_keeps_its_rules(kent, rows, is_refused):
    stella = make.educator(kent, stage=0)
    try:
        with transaction.atomic():
            for row in rows(stella):
                row.save()
        assert not is_refused
    except IntegrityError:
        assert is_refused


def import_(council, **facts):
    by = make.coordinator(council)
    return Import(council=council, file_name="r.csv", sha256="a" * 64, uploaded_by=by, **facts)


@pytest.mark.parametrize(
    ("facts", "is_refused"),
    [
        ([{}], False),
        ([{}, {}], True),
        ([{}, {"state": "put-away"}, {"state": "put-away"}], False),
        ([{"state": "applied"}], True),
        ([{"state": "applied", "applied_at": timezone.now()}], False),
        ([{"state": "put-away", "content": b"x"}], True),
        ([{"state": "ready", "applied_at": timezone.now()}], True),
    ],
)
def test_an_import_waits_once_and_keeps_nobodys_data_when_it_is_finished(kent, facts, is_refused):
    try:
        with transaction.atomic():
            for one in facts:
                import_(kent, **one).save()
        assert not is_refused
    except IntegrityError:
        assert is_refused


def test_stage_and_status_are_those_of_the_day(kent):
    make.educator(kent, stage=2, left_on=date(2020, 1, 1))
    seen = [
        tuple(Educator.objects.for_the_register(day).values_list("stage", "status")[0])
        for day in (date(2018, 1, 1), date(2018, 8, 1), date(2019, 8, 1), date(2020, 1, 1))
    ]
    assert seen == [("trainee", "active"), ("stage-1", "active"), ("stage-2", "active"), ("stage-2", "left")]


def test_records_that_need_looking_at_are_found(kent):
    today = date(2020, 3, 2)
    good = make.educator(kent, email="a@kent.example", registered_until=today)
    passed = make.educator(kent, email="b@kent.example", registered_until=date(2020, 3, 1))
    trainee = make.educator(kent, stage=0, registered_until=today)
    people = Educator.objects.order_by("pk")
    assert (
        list(people.registration_to_check(today)),
        list(people.without_email()),
        list(people.long_in_training(today)),
    ) == ([passed], [trainee], [trainee])
    assert good not in people.without_email()
