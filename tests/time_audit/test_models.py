"""What the database holds whoever writes: an allowed and a refused case for each constraint."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kmtp.partnership.models import Organisation
from tests import make
from tests.time_audit import made
from time_audit.models import Audit, Entry, Participant, Week

pytestmark = pytest.mark.django_db


def refused(row, constraint: str) -> str:
    """Return the sentence of a row that neither the form nor the database takes."""
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.save()
    return " ".join(error.value.messages)


def an_audit(kent: Organisation, **facts) -> Audit:
    return Audit(**{"title": "A", "council": kent, "starts_on": made.FIRST, "ends_on": made.LAST, **facts})


def test_an_audit_ends_after_it_starts(kent):
    an_audit(kent, ends_on=made.FIRST).full_clean()
    said = refused(an_audit(kent, ends_on=date(2020, 1, 5)), "audit_ends_after_it_starts")
    assert said == "The last day must be on or after the first day."


def test_an_audit_locks_within_a_year(kent):
    an_audit(kent, locks_after_weeks=52).full_clean()
    for weeks in (0, 53):
        assert "between 1 and 52" in refused(
            an_audit(kent, locks_after_weeks=weeks), "audit_locks_within_a_year"
        )


def test_an_audit_has_a_known_state(kent):
    an_audit(kent, state="closed").full_clean()
    assert refused(an_audit(kent, state="lost"), "audit_state_is_known")


@pytest.mark.parametrize("is_joint", [False, True])
def test_an_audit_of_one_title_and_day_is_there_once(kent, is_joint):
    council = None if is_joint else kent
    an_audit(kent, council=council).save()
    an_audit(kent, council=council, title="B").full_clean()
    said = refused(an_audit(kent, council=council), "audit_is_unique")
    assert said == "There is a time audit with this title and first day already."


def test_a_placement_takes_part_once(kent):
    one = made.participant(made.audit(kent))
    again = Participant(audit=one.audit, placement=one.placement, educator=one.educator)
    assert "in the time audit already" in refused(again, "participant_takes_part_once")
    Participant(
        audit=made.audit(kent, title="B"), placement=one.placement, educator=one.educator
    ).full_clean()


def test_hours_are_those_of_a_week(kent):
    one = made.participant(made.audit(kent))
    one.contracted_hours, one.relief_hours = Decimal(37), Decimal(7)
    one.full_clean()
    one.contracted_hours = Decimal(61)
    assert "between 0 and 60" in refused(one, "participant_hours_are_those_of_a_week")


def test_relief_is_within_the_hours(kent):
    one = made.participant(made.audit(kent))
    one.contracted_hours, one.relief_hours = Decimal(20), Decimal(21)
    assert "cannot be more than" in refused(one, "participant_relief_is_within_the_hours")
    one.relief_hours = Decimal(-1)
    refused(one, "participant_relief_is_within_the_hours")


def test_a_week_is_a_monday_and_returned_once(kent):
    one = made.participant(made.audit(kent))
    made.week(one)
    Week(participant=one, week_starts_on=made.weeks_back(1)).full_clean()
    tuesday = Week(participant=one, week_starts_on=date(2020, 3, 3))
    assert refused(tuesday, "week_starts_on_a_monday") == "A week starts on a Monday."
    again = Week(participant=one, week_starts_on=made.MONDAY)
    assert "on the record already" in refused(again, "week_is_returned_once")


def test_a_week_with_nothing_was_returned(kent):
    one = made.participant(made.audit(kent))
    facts = {"participant": one, "week_starts_on": made.MONDAY, "is_nothing": True}
    Week(submitted_at=timezone.now(), **facts).full_clean()
    assert refused(Week(**facts), "week_with_nothing_was_returned")


def test_an_entry_has_time_of_at_most_a_hundred_hours(kent):
    week = Week.objects.create(participant=made.participant(made.audit(kent)), week_starts_on=made.MONDAY)
    Entry(week=week, category="travel", daytime=5000, out_of_hours=1000).full_clean()
    assert "leave the row out" in refused(Entry(week=week, category="travel"), "entry_has_time")
    long = Entry(week=week, category="travel", daytime=5000, out_of_hours=1001)
    assert "at most 100 hours" in refused(long, "entry_is_at_most_a_hundred_hours")


def test_a_kind_of_work_is_known_and_has_one_row(kent):
    week = made.week(made.participant(made.audit(kent)), day=60)
    assert refused(Entry(week=week, category="supervision", daytime=5), "entry_is_made_once")
    assert refused(Entry(week=week, category="golf", daytime=5), "entry_category_is_known")


def test_a_council_sees_its_own_audits_and_the_joint_ones(kent, medway):
    own, joint = made.audit(kent), made.audit(title="Joint", council=None)
    made.audit(medway)
    assert set(Audit.objects.visible_to(make.coordinator(kent))) == {own, joint}
    assert Audit.objects.visible_to(make.lead()).count() == 3
    for other in (make.manager(kent), make.partner(make.university())):
        assert not Audit.objects.visible_to(other).exists()


def test_a_joint_audit_shows_a_council_only_its_own_people(kent, medway):
    joint = made.audit(council=None)
    own, other = made.participant(joint, at=kent), made.participant(joint, at=medway)
    assert list(Participant.objects.visible_to(make.coordinator(kent))) == [own]
    assert list(Participant.objects.visible_to(own.educator.person)) == [own]
    assert set(Participant.objects.visible_to(make.lead())) == {own, other}


def test_an_audit_belongs_to_the_year_in_which_it_starts(kent):
    found = made.audit(kent, starts_on=date(2020, 8, 31), ends_on=date(2021, 3, 1))
    assert str(found.year) == "2019/20"
    assert list(Audit.objects.starting_in(found.year)) == [found]
    assert not Audit.objects.starting_in(found.year.next).exists()


def test_the_weeks_asked_for_are_those_of_both_the_audit_and_the_placement(kent):
    audit = made.audit(kent, ends_on=date(2020, 3, 20))
    one = made.participant(audit, starts_on=date(2020, 2, 3))
    assert (one.span.weeks()[0], one.span.weeks()[-1]) == (date(2020, 2, 3), date(2020, 3, 16))
