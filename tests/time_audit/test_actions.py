"""What people do with time audits."""

from datetime import date

import pytest

from kmtp.audit import Refused
from tests import make
from tests.time_audit import made
from time_audit.actions import audits, weeks
from time_audit.actions.weeks import Time
from time_audit.models import Audit, Entry, Week

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


@pytest.fixture
def one(kent):
    return made.participant(made.audit(kent))


def give_back(one, *times, monday=made.MONDAY, today=TODAY, is_nothing=False):
    return weeks.return_week(
        participant=one,
        monday=monday,
        times=times,
        by=one.educator.person,
        today=today,
        is_nothing=is_nothing,
    )


def test_a_week_is_kept_and_recorded(one):
    week = give_back(one, Time("supervision", 90, 30), Time("other", 15, 0, "Open day"), Time("travel"))
    kept = set(week.entries.values_list("category", "daytime", "out_of_hours", "note"))
    assert kept == {("supervision", 90, 30, ""), ("other", 15, 0, "Open day")}
    assert week.is_returned
    assert week.events.get().pgh_context.metadata["what"] == "Week returned"


def test_saving_the_same_week_again_changes_nothing(one):
    first = give_back(one, Time("supervision", 90))
    again = give_back(one, Time("supervision", 90))
    assert (again.pk, again.submitted_at) == (first.pk, first.submitted_at)
    assert (Week.objects.count(), Entry.objects.count()) == (1, 1)
    assert first.events.count() + first.entries.get().events.count() == 2


def test_a_week_can_be_changed_and_rows_left_out(one):
    give_back(one, Time("supervision", 90), Time("travel", 60))
    week = give_back(one, Time("supervision", 45))
    assert list(week.entries.values_list("category", "daytime")) == [("supervision", 45)]


def test_nothing_is_a_return_and_clears_what_stood_there(one):
    give_back(one, Time("travel", 60))
    week = give_back(one, is_nothing=True)
    assert (week.is_nothing, week.entries.count()) == (True, 0)
    assert not give_back(one, Time("travel", 5)).is_nothing


@pytest.mark.parametrize(
    ("times", "is_nothing", "sentence"),
    [
        ([], False, "at least one kind of work"),
        ([Time("travel")], False, "at least one kind of work"),
        ([Time("travel", 5)], True, "clear the boxes"),
        ([Time("travel", 4000), Time("visits", 0, 2001)], False, "at most 100 hours"),
    ],
)
def test_a_week_that_cannot_be_meant_is_refused(one, times, is_nothing, sentence):
    with pytest.raises(Refused, match=sentence):
        give_back(one, *times, is_nothing=is_nothing)
    assert not Week.objects.exists()


def test_the_case_studys_highest_week_is_accepted(one):
    assert give_back(one, Time("assessment", 28 * 60, 19 * 60)).is_returned


@pytest.mark.parametrize("monday", [made.weeks_back(-1), made.weeks_back(20), date(2020, 6, 29)])
def test_a_week_that_is_not_asked_for_is_refused(one, monday):
    with pytest.raises(Refused, match="not asked for"):
        give_back(one, Time("travel", 5), monday=monday)


def test_a_locked_week_is_refused_until_a_coordinator_opens_it(one, kent):
    old = made.weeks_back(5)
    with pytest.raises(Refused, match="locked"):
        give_back(one, Time("travel", 5), monday=old)
    by = make.coordinator(kent)
    week = weeks.reopen(participant=one, monday=old, by=by, today=TODAY, why="She was ill")
    assert (week.is_returned, week.reopened_until) == (False, date(2020, 3, 16))
    assert give_back(one, Time("travel", 5), monday=old).pk == week.pk
    assert give_back(one, Time("travel", 5), monday=old, today=date(2020, 3, 16)).is_returned
    with pytest.raises(Refused, match="locked"):
        give_back(one, Time("travel", 6), monday=old, today=date(2020, 3, 17))


def test_opening_a_week_needs_a_reason_a_running_audit_and_a_week(one, kent):
    by = make.coordinator(kent)
    with pytest.raises(Refused, match="reason"):
        weeks.reopen(participant=one, monday=made.weeks_back(5), by=by, today=TODAY, why=" ")
    with pytest.raises(Refused, match="not one that is asked for"):
        weeks.reopen(participant=one, monday=made.weeks_back(50), by=by, today=TODAY, why="Ill")
    one.audit.state = "closed"
    with pytest.raises(Refused, match="not running"):
        weeks.reopen(participant=one, monday=made.weeks_back(5), by=by, today=TODAY, why="Ill")


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_only_a_running_audit_takes_weeks(one, state):
    one.audit.state = state
    with pytest.raises(Refused, match="not running"):
        give_back(one, Time("travel", 5))


def test_placements_are_added_once_with_the_educators_hours(kent):
    audit, by = made.audit(kent, state="draft"), make.coordinator(kent)
    placement = make.placement(kent, educator=make.educator(kent, contracted_hours=30))
    assert audits.add(audit=audit, placements=[placement], by=by) == 1
    assert audits.add(audit=audit, placements=[placement], by=by) == 0
    assert audit.participants.get().contracted_hours == 30


def test_nobody_joins_a_closed_audit_or_without_an_educator(kent):
    by = make.coordinator(kent)
    with pytest.raises(Refused, match="closed"):
        audits.add(audit=made.audit(kent, state="closed"), placements=[make.placement(kent)], by=by)
    shadowing = make.placement(kent, kind="readiness")
    with pytest.raises(Refused, match="no practice educator"):
        audits.add(audit=made.audit(kent, title="B"), placements=[shadowing], by=by)


def test_somebody_who_returned_weeks_stays(one, kent):
    by = make.coordinator(kent)
    week = made.week(one)
    with pytest.raises(Refused, match="these stay"):
        audits.remove(participant=one, by=by, why="Left")
    week.delete()
    audits.remove(participant=one, by=by, why="Left")
    assert not one.audit.participants.exists()


def test_an_audit_starts_with_people_closes_early_and_opens_again(kent):
    audit, by = made.audit(kent, state="draft"), make.coordinator(kent)
    with pytest.raises(Refused, match="Nobody takes part"):
        audits.move(audit=audit, to="start", by=by, today=TODAY)
    made.participant(audit)
    assert audits.move(audit=audit, to="start", by=by, today=TODAY).state == "running"
    closed = audits.move(audit=audit, to="close", by=by, today=TODAY)
    assert (closed.state, closed.ends_on) == ("closed", TODAY)
    with pytest.raises(Refused, match="reason"):
        audits.move(audit=audit, to="open", by=by, today=TODAY)
    assert audits.move(audit=audit, to="open", by=by, today=TODAY, why="Too early").state == "running"


def test_a_change_that_was_made_before_is_refused(kent):
    audit = made.audit(kent)
    with pytest.raises(Refused, match="running by now"):
        audits.move(audit=audit, to="start", by=make.coordinator(kent), today=TODAY)
    assert Audit.objects.get().state == "running"
