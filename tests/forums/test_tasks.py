"""Reminders: one for each person, forum and kind, whatever runs twice, late or at once."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils.timezone import make_aware

from forums import reminders, tasks
from forums.actions import remind
from forums.models import Reminder
from kmtp.mail.models import Letter
from tests.forums import make_forums as mk


def at(days: int, hour: int = 8) -> datetime:
    """Return a moment so many days before the forum."""
    day = mk.DAY - timedelta(days=days)
    return make_aware(datetime(day.year, day.month, day.day, hour))


def sent() -> list[tuple[str, str]]:
    return sorted(Reminder.objects.values_list("educator__first_name", "kind"))


@pytest.mark.django_db
def test_both_reminders_go_out_once_however_often_it_runs(kent, medway):
    forum = mk.forum()
    mk.booking(forum, mk.educator(kent)), mk.booking(forum, mk.educator(medway, "Mary"))
    runs = [remind.send_due(now=at(days, hour)) for days in (15, 14, 14, 5, 2, 2, 0, -1) for hour in (8, 9)]
    assert [count for count in runs if count] == [2, 2]
    both = ["two-days", "two-weeks"]
    assert sent() == [(name, kind) for name in ("Mary", "Stella") for kind in both]
    assert Letter.objects.filter(kind="forum_reminder").count() == 4


@pytest.mark.django_db
def test_a_late_run_sends_what_is_due_and_not_the_older_kind_after_it(kent):
    mk.booking(mk.forum(), mk.educator(kent))
    assert (remind.send_due(now=at(1)), remind.send_due(now=at(0))) == (1, 0)
    assert sent() == [("Stella", "two-days")]
    assert "tomorrow" in Letter.objects.get().body


@pytest.mark.django_db
def test_only_people_with_a_place_and_an_address_are_reminded(kent):
    forum = mk.forum()
    mk.booking(forum, mk.educator(kent, "Ann"), state="waiting")
    mk.booking(forum, mk.educator(kent, "Ben"), state="cancelled")
    mk.booking(forum, mk.educator(kent, "Cleo", email=""))
    assert remind.send_due(now=at(10)) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts", [{"state": "draft"}, {"state": "held"}, {"state": "cancelled", "cancelled_because": "Snow"}]
)
def test_no_reminder_of_a_forum_that_is_not_on(kent, facts):
    mk.booking(mk.forum(**facts), mk.educator(kent))
    assert remind.send_due(now=at(2)) == 0


@pytest.mark.django_db
def test_no_reminder_once_the_forum_has_begun(kent):
    mk.booking(mk.forum(), mk.educator(kent))
    assert (remind.send_due(now=at(0, 10)), remind.send_due(now=at(0, 9))) == (0, 1)


@pytest.mark.django_db
def test_the_task_asks_the_clock_and_runs_twice_with_the_same_result(kent):
    mk.booking(mk.forum(), mk.educator(kent))
    with time_machine.travel(at(14), tick=False):
        assert (tasks.send_reminders(), tasks.send_reminders()) == (1, 0)


@pytest.mark.django_db
def test_the_letter_is_the_one_that_the_pure_key_names(kent):
    booking = mk.booking(mk.forum(), mk.educator(kent))
    remind.send_due(now=at(14))
    one = reminders.Reminder(booking.forum_id, booking.educator_id, reminders.Kind.TWO_WEEKS)
    assert Letter.objects.get().key == one.key


@pytest.mark.django_db
def test_a_failure_half_way_leaves_no_row_without_its_letter(kent, monkeypatch):
    mk.booking(mk.forum(), mk.educator(kent))

    def broken(*args, **kwargs):
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(remind.letters, "send", broken)
        with pytest.raises(OSError, match="disk full"):
            remind.send_due(now=at(14))
    assert Reminder.objects.count() == 0
    assert remind.send_due(now=at(14)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_reminder_once(kent):
    forum = mk.forum()
    for i in range(8):
        mk.booking(forum, mk.educator(kent, f"E{i}"))
    counts = []

    def work() -> None:
        counts.append(remind.send_due(now=at(14)))

    assert mk.at_once(work, work) == []
    assert sum(counts) == 8
    assert (Reminder.objects.count(), Letter.objects.count()) == (8, 8)
