"""What can be done with a forum, and what each action sends."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from forums.actions import bookings, register
from forums.actions import forums as actions
from forums.models import Booking, Forum, Invitation, Session
from kmtp.audit import Refused
from kmtp.mail.models import Letter
from tests import make
from tests.forums import make_forums as mk

pytestmark = pytest.mark.django_db


def letters() -> list[tuple[str, str]]:
    return sorted(Letter.objects.values_list("to", "kind"))


def entry_of(kind: str):
    return Calendar.from_ical(Letter.objects.filter(kind=kind).latest("pk").calendar)


def book(forum, educator, **facts):
    return bookings.book(forum=forum, educator=educator, by=None, **{"now": mk.NOW, **facts})


def test_announcing_invites_the_registers_with_an_address_once(kent, medway):
    forum = mk.forum(state="draft")
    mk.educator(kent), mk.educator(medway, "Mary"), mk.educator(kent, "Nomail", email="")
    mk.educator(kent, "Lefty", left_on=date(2020, 1, 1))
    lead = make.lead()
    assert actions.announce(forum=forum, by=lead, today=mk.TODAY) == 2
    assert letters() == [
        ("mary@medway.example", "forum_invitation"),
        ("stella@kent.example", "forum_invitation"),
    ]
    with pytest.raises(Refused, match="too late to announce"):
        actions.announce(forum=forum, by=lead, today=mk.TODAY)
    assert (Letter.objects.count(), Invitation.objects.count()) == (2, 2)


@pytest.mark.parametrize(
    ("audience", "invited"),
    [("everyone", ["Old", "Stella"]), ("experienced", ["Stella"]), ("trainee", ["Old"])],
)
def test_an_announcement_goes_to_whom_the_forum_is_for(kent, medway, audience, invited):
    mk.educator(kent), mk.educator(kent, "Old", stage=0), mk.educator(medway, "Mary")
    forum = mk.forum(kent, audience=audience)
    assert sorted(one.first_name for one in actions.invited(forum, mk.TODAY)) == invited


@pytest.mark.parametrize(
    ("facts", "words"), [({"held_on": date(2026, 3, 1)}, "has passed"), ({"venue": ""}, "Enter the venue")]
)
def test_a_forum_is_announced_only_when_people_could_come(kent, facts, words):
    forum = mk.forum(state="draft", **facts)
    with pytest.raises(Refused, match=words):
        actions.announce(forum=forum, by=make.lead(), today=mk.TODAY)


def test_a_place_is_booked_once_and_confirmed_with_a_calendar_entry(kent):
    forum, stella = mk.forum(), mk.educator(kent)
    first = book(forum, stella, access_needs="Hearing loop")
    again = book(forum, stella)
    assert (first.pk, first.state) == (again.pk, "booked")
    assert letters() == [("stella@kent.example", "forum_place")]
    event = entry_of("forum_place").walk("VEVENT")[0]
    assert entry_of("forum_place")["METHOD"] == "REQUEST"
    assert (event["UID"], event["SEQUENCE"]) == (f"forum-{forum.pk}@kmtp.example", 0)
    assert "Hearing loop" not in Letter.objects.get().body


def test_a_full_forum_has_a_waiting_list_that_moves_up_in_turn(kent):
    forum = mk.forum(capacity=1)
    people = [mk.educator(kent, name) for name in ("Ann", "Ben", "Cleo")]
    made = [book(forum, one, now=mk.NOW + timedelta(minutes=i)) for i, one in enumerate(people)]
    assert [one.state for one in made] == ["booked", "waiting", "waiting"]
    bookings.give_up(booking=made[0], by=None, now=mk.NOW)
    assert [Booking.objects.get(pk=one.pk).state for one in made] == ["cancelled", "booked", "waiting"]
    assert ("ben@kent.example", "forum_promoted") in letters()
    assert ("ann@kent.example", "forum_given_up") in letters()
    bookings.give_up(booking=made[0], by=None, now=mk.NOW)
    assert Letter.objects.count() == 5


def test_who_comes_back_goes_to_the_end_of_the_line(kent):
    forum = mk.forum(capacity=1)
    ann, ben = (mk.educator(kent, name) for name in ("Ann", "Ben"))
    first = book(forum, ann)
    book(forum, ben, now=mk.NOW + timedelta(minutes=1))
    bookings.give_up(booking=first, by=None, now=mk.NOW + timedelta(minutes=2))
    assert book(forum, ann, now=mk.NOW + timedelta(minutes=3)).state == "waiting"
    assert forum.bookings.count() == 2


def test_nobody_moves_up_once_the_forum_is_over_or_cancelled(kent):
    forum = mk.forum(capacity=1)
    first, _ = book(forum, mk.educator(kent, "Ann")), book(forum, mk.educator(kent, "Ben"))
    late = mk.NOW + timedelta(days=40)
    with pytest.raises(Refused, match="is over"):
        bookings.give_up(booking=first, by=None, now=late)
    actions.cancel(forum=forum, by=make.lead(), why="Snow", today=mk.TODAY)
    with pytest.raises(Refused, match="takes no changes"):
        bookings.give_up(booking=first, by=None, now=mk.NOW)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"state": "draft"}, "takes no bookings"),
        ({"state": "cancelled", "cancelled_because": "Snow"}, "takes no bookings"),
        ({"state": "held"}, "takes no bookings"),
        ({"held_on": date(2026, 3, 1)}, "is over"),
    ],
)
def test_no_place_can_be_booked(kent, facts, words):
    with pytest.raises(Refused, match=words):
        book(mk.forum(**facts), mk.educator(kent))


def test_a_council_s_forum_is_for_its_own_people(kent, medway):
    with pytest.raises(Refused, match="for practice educators of Kent"):
        book(mk.forum(kent), mk.educator(medway))


def test_somebody_who_left_books_nothing(kent):
    with pytest.raises(Refused, match="has left the register"):
        book(mk.forum(), mk.educator(kent, left_on=date(2020, 1, 1)))


def test_cancelling_tells_everybody_who_booked_or_waits_and_withdraws_the_entry(kent, medway):
    forum = mk.forum(capacity=1)
    book(forum, mk.educator(kent)), book(forum, mk.educator(medway, "Mary"))
    assert actions.cancel(forum=forum, by=make.lead(), why="Snow", today=mk.TODAY) == 2
    forum.refresh_from_db()
    assert (forum.state, forum.cancelled_because, forum.sequence) == ("cancelled", "Snow", 1)
    entry = entry_of("forum_cancelled")
    event = entry.walk("VEVENT")[0]
    assert (entry["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert "Snow" in Letter.objects.filter(kind="forum_cancelled")[0].body
    with pytest.raises(Refused, match="too late to cancel"):
        actions.cancel(forum=forum, by=make.lead(), why="Snow", today=mk.TODAY)


def test_cancelling_needs_a_reason(kent):
    with pytest.raises(Refused, match="Say why"):
        actions.cancel(forum=mk.forum(), by=make.lead(), why="  ", today=mk.TODAY)


def test_moving_a_forum_tells_those_who_booked_and_counts_the_entry_up(kent):
    forum = mk.forum()
    book(forum, mk.educator(kent))
    forum.held_on = date(2026, 3, 25)
    actions.change(forum=forum, by=make.lead(), now=mk.NOW)
    event = entry_of("forum_changed").walk("VEVENT")[0]
    assert (event["SEQUENCE"], event.start.date()) == (1, date(2026, 3, 25))
    forum.notes = "Bring the cake."
    actions.change(forum=forum, by=make.lead(), now=mk.NOW)
    assert Letter.objects.filter(kind="forum_changed").count() == 1


def test_more_places_let_those_who_wait_move_up(kent):
    forum = mk.forum(capacity=1)
    book(forum, mk.educator(kent, "Ann")), book(forum, mk.educator(kent, "Ben"))
    forum.capacity = 2
    actions.change(forum=forum, by=make.lead(), now=mk.NOW)
    assert forum.bookings.places().count() == 2
    forum.capacity = 1
    with pytest.raises(Refused, match="2 places are booked"):
        actions.change(forum=forum, by=make.lead(), now=mk.NOW)


def test_what_cannot_be_changed(kent, medway):
    forum = mk.forum(kent)
    forum.council = None
    with pytest.raises(Refused, match="who holds it"):
        actions.change(forum=forum, by=make.lead(), now=mk.NOW)
    off = mk.forum(state="cancelled", cancelled_because="Snow")
    with pytest.raises(Refused, match="cannot be changed"):
        actions.change(forum=off, by=make.lead(), now=mk.NOW)
    with pytest.raises(Refused, match="your own council"):
        actions.plan(forum=Forum(council=medway), by=make.coordinator(kent))


def test_an_old_copy_of_a_forum_never_undoes_its_state(kent):
    forum = mk.forum(state="draft")
    stale = Forum.objects.get(pk=forum.pk)
    actions.announce(forum=forum, by=make.lead(), today=mk.TODAY)
    stale.theme = "Reflective supervision"
    actions.change(forum=stale, by=make.lead(), now=mk.NOW)
    assert Forum.objects.get(pk=forum.pk).state == "announced"


def test_the_programme_can_be_put_in_another_order(kent):
    forum, lead = mk.forum(), make.lead()
    one, two = actions.set_programme(
        forum=forum, sessions=[Session(title="Welcome"), Session(title="Focus groups")], by=lead
    )
    actions.set_programme(forum=forum, sessions=[two, one, Session(title="Close")], by=lead)
    assert [session.title for session in forum.sessions.all()] == ["Focus groups", "Welcome", "Close"]
    actions.set_programme(forum=forum, sessions=[one], by=lead)
    assert [session.title for session in forum.sessions.all()] == ["Welcome"]


def test_each_council_ticks_its_own_people_on_a_joint_register(kent, medway):
    forum = mk.forum(held_on=mk.TODAY)
    stella = mk.booking(forum, mk.educator(kent))
    karim = mk.booking(forum, mk.educator(kent, "Karim"))
    mary = mk.booking(forum, mk.educator(medway, "Mary"))
    by = make.coordinator(kent)
    assert register.take_register(forum=forum, present={stella.pk, mary.pk}, by=by, now=mk.NOW) == 1
    found = {one.pk: one for one in Booking.objects.all()}
    assert [found[one.pk].attended for one in (stella, karim, mary)] == [True, False, None]
    assert (found[stella.pk].confirmed_by, found[mary.pk].confirmed_by) == (by, None)
    assert Forum.objects.get().state == "held"


def test_a_register_can_be_put_right_and_saving_it_again_changes_nothing(kent):
    forum = mk.forum(held_on=mk.TODAY)
    stella = mk.booking(forum, mk.educator(kent))
    by = make.coordinator(kent)
    for _ in range(2):
        register.take_register(forum=forum, present={stella.pk}, by=by, now=mk.NOW)
    assert stella.events.count() == 2
    register.take_register(forum=forum, present=set(), by=by, now=mk.NOW)
    stella.refresh_from_db()
    assert stella.attended is False


def test_no_register_before_the_day_or_of_a_forum_that_did_not_happen(kent):
    by = make.coordinator(kent)
    for facts, words in (
        ({}, "from the day"),
        ({"state": "draft"}, "has no register"),
        ({"state": "cancelled", "cancelled_because": "Snow"}, "has no register"),
    ):
        with pytest.raises(Refused, match=words):
            register.take_register(forum=mk.forum(**facts), present=set(), by=by, now=mk.NOW)


def test_a_change_tells_those_who_wait_without_putting_it_into_their_calendars(kent):
    forum = mk.forum(capacity=1)
    book(forum, mk.educator(kent, "Ann")), book(forum, mk.educator(kent, "Ben"))
    forum.venue = "Chatham"
    actions.change(forum=forum, by=make.lead(), now=mk.NOW)
    found = Letter.objects.filter(kind="forum_changed").order_by("to")
    assert [(one.to.split("@")[0], bool(one.calendar)) for one in found] == [("ann", True), ("ben", False)]


def test_a_joint_forum_stays_joint_for_a_council_s_coordinator(kent):
    forum = mk.forum(state="draft")
    forum.council = kent
    with pytest.raises(Refused, match="stays joint"):
        actions.change(forum=forum, by=make.coordinator(kent), now=mk.NOW)
    actions.change(forum=forum, by=make.lead(), now=mk.NOW)
