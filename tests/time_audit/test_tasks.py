"""The reminders: one for each participant, week and kind, whatever runs twice or late."""

import pytest

from kmtp.mail.models import Letter
from tests.time_audit import made
from time_audit.models import Week
from time_audit.tasks import remind

pytestmark = pytest.mark.django_db
FRIDAY, NEXT_MONDAY = "2020-03-06", "2020-03-09"


def late_weeks_returned(one):
    for back in (1, 2):
        made.week(one, made.weeks_back(back))


def test_friday_asks_for_the_week_that_ends(kent):
    one = made.participant(made.audit(kent))
    late_weeks_returned(one)
    assert remind(FRIDAY) == 1
    letter = Letter.objects.get()
    assert letter.key == f"time-audit:{one.pk}:2020-03-02:ends"
    assert (letter.to, letter.organisation) == (one.educator.person.email, kent)
    assert letter.path == f"/time-audit/week/{one.pk}/2020-03-02/"
    assert one.educator.last_name not in letter.subject
    assert "2 Mar 2020" in letter.body


def test_twice_and_late_give_the_same_letters(kent):
    late_weeks_returned(made.participant(made.audit(kent)))
    assert [remind(day) for day in (FRIDAY, FRIDAY, "2020-03-08", "2020-03-07")] == [1, 0, 0, 0]
    assert [remind(day) for day in (NEXT_MONDAY, NEXT_MONDAY, "2020-03-12")] == [1, 0, 0]
    kinds = sorted(Letter.objects.values_list("kind", flat=True))
    assert kinds == ["time-audit-ends", "time-audit-late"]


def test_a_server_that_was_off_on_friday_still_asks_on_monday(kent):
    late_weeks_returned(made.participant(made.audit(kent)))
    assert remind("2020-03-10") == 1
    assert Letter.objects.get().kind == "time-audit-late"


def test_a_week_that_was_returned_even_with_nothing_is_not_asked_for(kent):
    one = made.participant(made.audit(kent))
    late_weeks_returned(one)
    made.week(one)
    assert remind(FRIDAY) == remind(NEXT_MONDAY) == 0


def test_a_week_that_was_only_opened_again_is_still_blank(kent):
    one = made.participant(made.audit(kent))
    late_weeks_returned(one)
    Week.objects.create(participant=one, week_starts_on=made.MONDAY)
    assert remind(FRIDAY) == 1


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_only_a_running_audit_reminds(kent, state):
    made.participant(made.audit(kent, state=state))
    assert remind(FRIDAY) == 0


def test_somebody_without_a_sign_in_is_not_written_to(kent):
    audit = made.audit(kent)
    made.participant(audit, sign_in=False)
    closed = made.participant(audit)
    closed.educator.person.is_active = False
    closed.educator.person.save()
    assert remind(FRIDAY) == 0


def test_nobody_is_asked_after_the_placement(kent):
    made.participant(made.audit(kent))
    assert remind("2020-07-03") == 1  # the placement ended on 26 June: the late reminder of its last week
    assert remind("2020-07-10") == 0
