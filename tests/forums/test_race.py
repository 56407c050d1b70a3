"""Several people take the last place at once (F8): never more places than there are; the control shows why."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest

from forums.actions import bookings, locking
from forums.models import Booking, Forum
from kmtp.mail.models import Letter
from tests.forums import make_forums as mk

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 12


def asking(forum, educators):
    def ask(educator):
        return lambda: bookings.book(forum=forum, educator=educator, by=None, now=mk.NOW)

    return [ask(educator) for educator in educators]


def test_the_last_place_goes_to_one(kent):
    people = [mk.educator(kent, f"E{i}") for i in range(3)]
    for _ in range(ROUNDS):
        forum = mk.forum(capacity=1)
        assert mk.at_once(*asking(forum, people)) == []
        states = sorted(Booking.objects.filter(forum=forum).values_list("state", flat=True))
        assert states == ["booked", "waiting", "waiting"]


def test_without_the_lock_the_last_place_is_given_twice(kent, monkeypatch):
    """The control: both count the places before either takes one."""
    monkeypatch.setattr(locking, "locked", lambda forum: Forum.objects.get(pk=forum.pk))
    count, meet = bookings.free_places, Barrier(2)

    def slow(forum):
        free = count(forum)
        with suppress(BrokenBarrierError):
            meet.wait(timeout=5)
        return free

    monkeypatch.setattr(bookings, "free_places", slow)
    forum = mk.forum(capacity=1)
    mk.at_once(*asking(forum, [mk.educator(kent, "Ann"), mk.educator(kent, "Ben")]))
    assert Booking.objects.places().filter(forum=forum).count() == 2


def test_the_same_person_twice_at_once_is_one_booking_and_one_letter(kent):
    stella = mk.educator(kent)
    for _ in range(ROUNDS):
        forum = mk.forum()
        assert mk.at_once(*asking(forum, [stella, stella])) == []
    assert (Booking.objects.count(), Letter.objects.count()) == (ROUNDS, ROUNDS)


def test_two_who_cancel_at_once_let_just_two_move_up(kent):
    people = [mk.educator(kent, f"E{i}") for i in range(5)]
    for _ in range(ROUNDS):
        forum = mk.forum(capacity=2)
        made = [bookings.book(forum=forum, educator=one, by=None, now=mk.NOW) for one in people]

        def leave(booking):
            return lambda: bookings.give_up(booking=booking, by=None, now=mk.NOW)

        assert mk.at_once(leave(made[0]), leave(made[1])) == []
        states = [Booking.objects.get(pk=one.pk).state for one in made]
        assert states == ["cancelled", "cancelled", "booked", "booked", "waiting"]
