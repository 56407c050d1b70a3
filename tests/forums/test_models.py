"""What the database allows and refuses, and who sees what."""

from datetime import time

import pytest
from django.db import IntegrityError, transaction

from forums.models import Booking, Forum, Reminder, Session
from kmtp.partnership import access
from tests import make
from tests.forums import make_forums as mk

pytestmark = pytest.mark.django_db


def refused(name):
    return pytest.raises(IntegrityError, match=name)


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"ends_at": time(9, 30)}, "forum_ends_after_it_starts"),
        ({"capacity": 0}, "forum_has_places"),
        ({"capacity": 1001}, "forum_has_places"),
        ({"venue": ""}, "forum_is_somewhere"),
        ({"state": "lost"}, "forum_state_is_known"),
        ({"audience": "nobody"}, "forum_audience_is_known"),
        ({"state": "cancelled"}, "forum_is_cancelled_with_a_reason"),
        ({"cancelled_because": "Snow"}, "forum_is_cancelled_with_a_reason"),
    ],
)
def test_a_forum_that_cannot_be(facts, constraint):
    with refused(constraint):
        mk.forum(**facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"ends_at": time(9, 31)},
        {"capacity": 1},
        {"capacity": 1000},
        {"venue": "", "joining_link": "https://meet.example/1"},
        {"venue": "", "state": "draft"},
        {"state": "cancelled", "cancelled_because": "Snow"},
        {"state": "held"},
        {"audience": "trainee"},
    ],
)
def test_a_forum_that_can_be(facts):
    assert mk.forum(**facts).pk


def test_a_title_is_used_once_a_day_for_joint_forums_too(kent):
    mk.forum(title="Reflection")
    mk.forum(kent, title="Reflection")
    with refused("forum_is_unique"):
        mk.forum(title="Reflection")


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"order": 1}, "session_has_its_own_place"),
        ({"order": 0}, "session_places_start_at_one"),
        ({"order": 2, "title": ""}, "session_has_a_title"),
    ],
)
def test_a_session_that_cannot_be(facts, constraint):
    forum = mk.forum()
    Session.objects.create(forum=forum, order=1, title="Welcome")
    with refused(constraint), transaction.atomic():
        Session.objects.create(**{"forum": forum, "title": "Break", **facts})
        transaction.get_connection().check_constraints()


def test_a_session_in_its_own_place():
    forum = mk.forum()
    Session.objects.create(forum=forum, order=1, title="Welcome")
    assert (
        Session.objects.create(
            forum=forum, order=2, title="Break", facilitator="Ann", organisation=make.university()
        ).led_by
        == "Ann, CCCU"
    )


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"state": "lost"}, "booking_state_is_known"),
        ({"state": "waiting", "attended": True, "confirmed_at": mk.NOW}, "booking_attends_with_a_place"),
        ({"attended": True}, "booking_attendance_is_confirmed"),
        ({"confirmed_at": mk.NOW}, "booking_attendance_is_confirmed"),
    ],
)
def test_a_booking_that_cannot_be(kent, facts, constraint):
    with refused(constraint):
        mk.booking(mk.forum(), mk.educator(kent), **facts)


@pytest.mark.parametrize(
    "facts", [{}, {"state": "waiting"}, {"state": "cancelled"}, {"attended": False, "confirmed_at": mk.NOW}]
)
def test_a_booking_that_can_be(kent, facts):
    assert mk.booking(mk.forum(), mk.educator(kent), **facts).pk


def test_everybody_books_a_forum_once(kent):
    forum, stella = mk.forum(), mk.educator(kent)
    mk.booking(forum, stella, state="cancelled")
    with refused("booking_is_made_once"):
        mk.booking(forum, stella)


def test_a_reminder_is_sent_once_and_of_a_known_kind(kent):
    forum, stella = mk.forum(), mk.educator(kent)
    Reminder.objects.create(forum=forum, educator=stella, kind="two-weeks")
    Reminder.objects.create(forum=forum, educator=stella, kind="two-days")
    with refused("reminder_is_sent_once"), transaction.atomic():
        Reminder.objects.create(forum=forum, educator=stella, kind="two-days")
    with refused("reminder_kind_is_known"):
        Reminder.objects.create(forum=forum, educator=stella, kind="later")


def seen_by(person) -> set[str]:
    return set(Forum.objects.visible_to(person).values_list("title", flat=True))


def test_who_sees_which_forum(kent, medway, cccu):
    mk.forum(title="joint")
    mk.forum(title="joint draft", state="draft")
    mk.forum(kent, title="kent")
    mk.forum(kent, title="kent draft", state="draft")
    mk.forum(medway, title="medway", state="held")
    mk.forum(medway, title="medway off", state="cancelled", cancelled_because="Snow")
    stella = make.educator(kent, sign_in=True).person
    assert seen_by(make.lead()) == {"joint", "joint draft", "kent", "kent draft", "medway", "medway off"}
    assert seen_by(make.coordinator(kent)) == {"joint", "joint draft", "kent", "kent draft"}
    assert seen_by(make.coordinator(medway)) == {"joint", "joint draft", "medway", "medway off"}
    assert seen_by(stella) == {"joint", "kent"}
    assert seen_by(make.partner(cccu)) == {"joint"}
    assert seen_by(make.manager(kent)) == set()
    assert seen_by(make.administrator()) == set()


def test_who_may_do_what_with_a_joint_forum(kent, cccu):
    forum = mk.forum()
    stella = make.educator(kent, sign_in=True).person
    assert (forum.tenant_ids, forum.owner_id) == (access.EVERYBODY, access.SHARED)
    assert make.coordinator(kent).has_perm("forums.change_forum", forum)
    assert make.lead().has_perm("forums.take_register", forum)
    assert stella.has_perm("forums.book_place", forum)
    assert make.partner(cccu).has_perm("forums.view_forum", forum)
    assert not stella.has_perm("forums.change_forum", forum)
    assert not make.manager(kent).has_perm("forums.view_forum", forum)
    assert not make.coordinator(kent).has_perm("forums.change_forum", mk.forum(make.council("Medway")))


def test_names_stay_with_their_own_council(kent, medway, cccu):
    forum = mk.forum()
    stella = make.educator(kent, sign_in=True)
    for educator in (stella, mk.educator(kent, "Karim"), mk.educator(medway, "Mary")):
        mk.booking(forum, educator)

    def names(person):
        found = Booking.objects.visible_to(person).values_list("educator__first_name", flat=True)
        return sorted(found)

    assert names(make.lead()) == ["Karim", "Mary", "Stella"]
    assert names(make.coordinator(kent)) == ["Karim", "Stella"]
    assert names(make.coordinator(medway)) == ["Mary"]
    assert names(stella.person) == ["Stella"]
    assert names(make.partner(cccu)) == []


def test_access_needs_never_reach_the_trail(kent):
    booking = mk.booking(mk.forum(), mk.educator(kent), access_needs="Hearing loop")
    assert not hasattr(booking.events.first(), "access_needs")


def test_hours_and_times_in_words():
    forum = mk.forum(starts_at=time(9, 30), ends_at=time(12, 15))
    assert (str(forum.hours), forum.times, forum.host) == ("2.75", "9:30 to 12:15", "Joint")
