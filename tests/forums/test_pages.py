"""The pages: who gets in, what they say, how many queries they cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from forums.actions import forums
from forums.models import Booking, Forum, Session
from kmtp.audit import history
from kmtp.mail.models import Letter
from kmtp.partnership.access import Role
from tests import make
from tests.forums import make_forums as mk

pytestmark = pytest.mark.django_db


@pytest.fixture
def soon():
    """A day on which a forum is still to come, whatever the day of the test."""
    return localdate() + timedelta(days=20)


def programme(*titles, **extra):
    """Return what the programme's page posts."""
    lines = {"session-TOTAL_FORMS": "4", "session-INITIAL_FORMS": "0"}
    for i, title in enumerate(titles):
        lines |= {f"session-{i}-title": title, f"session-{i}-order": str(i + 1)}
    return lines | extra


def details(day, **facts):
    """Return what the form of a forum posts."""
    return {
        "title": "Reflective supervision",
        "audience": "everyone",
        "held_on_day": day.day,
        "held_on_month": day.month,
        "held_on_year": day.year,
        "starts_at": "9.30",
        "ends_at": "12:30",
        "venue": "Maidstone",
        "capacity": "30",
        **facts,
    }


ORGANISING = ("change", "programme", "announce", "cancel", "book_for", "register")


@pytest.mark.parametrize("name", ["detail", "calendar", *ORGANISING])
def test_another_council_s_forum_does_not_exist(kent, medway, signed_in, name):
    forum = mk.forum(medway)
    assert (
        signed_in(make.coordinator(kent)).get(reverse(f"forums:{name}", args=[forum.pk])).status_code == 404
    )


@pytest.mark.parametrize("name", ["detail", "calendar", *ORGANISING])
def test_an_organiser_opens_every_page_of_a_joint_forum(kent, signed_in, soon, name):
    forum = mk.forum(held_on=soon)
    Session.objects.create(forum=forum, order=1, title="Welcome")
    mk.booking(forum, mk.educator(kent))
    for person in (make.coordinator(kent), make.lead()):
        assert signed_in(person).get(reverse(f"forums:{name}", args=[forum.pk])).status_code == 200


@pytest.mark.parametrize("name", ORGANISING)
def test_nobody_else_organises(kent, cccu, signed_in, soon, name):
    forum = mk.forum(held_on=soon)
    stella = make.educator(kent, sign_in=True).person
    for person in (stella, make.partner(cccu), make.manager(kent), make.administrator()):
        client, address = signed_in(person), reverse(f"forums:{name}", args=[forum.pk])
        assert (client.get(address).status_code, client.post(address).status_code) == (403, 403)


@pytest.mark.parametrize("name", ["book", "give_up"])
def test_only_practice_educators_book_for_themselves(kent, medway, cccu, signed_in, soon, name):
    stella = make.educator(kent, sign_in=True).person
    joint, foreign = mk.forum(held_on=soon), mk.forum(medway, held_on=soon)
    assert signed_in(stella).get(reverse(f"forums:{name}", args=[joint.pk])).status_code == 200
    assert signed_in(stella).post(reverse(f"forums:{name}", args=[foreign.pk])).status_code == 404
    for person in (make.coordinator(kent), make.partner(cccu)):
        assert signed_in(person).post(reverse(f"forums:{name}", args=[joint.pk])).status_code == 403


def test_a_draft_is_for_organisers(kent, cccu, signed_in):
    address = mk.forum(state="draft").get_absolute_url()
    stella = make.educator(kent, sign_in=True).person
    assert signed_in(stella).get(address).status_code == 404
    assert signed_in(make.partner(cccu)).get(address).status_code == 404
    assert signed_in(make.coordinator(kent)).get(address).status_code == 200


def test_whoever_has_not_signed_in_is_asked_to(client, kent):
    forum = mk.forum()
    for address in (
        reverse("forums:list"),
        forum.get_absolute_url(),
        reverse("forums:book", args=[forum.pk]),
    ):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize("role", ["coordinator", "lead", "educator", "partner"])
def test_the_list_costs_the_same_whatever_its_length(
    kent, cccu, signed_in, soon, role, django_assert_max_num_queries
):
    person = {
        "coordinator": lambda: make.coordinator(kent),
        "lead": make.lead,
        "educator": lambda: make.educator(kent, sign_in=True).person,
        "partner": lambda: make.partner(cccu),
    }[role]()
    client, address = signed_in(person), reverse("forums:list")

    def cost() -> int:
        with django_assert_max_num_queries(12) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    ann = mk.educator(kent, "Ann")
    mk.booking(mk.forum(held_on=soon), ann)
    one = cost()
    for _ in range(2):
        mk.booking(mk.forum(held_on=soon), ann)
    assert cost() == one


def test_a_record_costs_the_same_whatever_its_bookings(kent, medway, signed_in, soon):
    forum = mk.forum(held_on=soon)
    client = signed_in(make.coordinator(kent))

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(forum.get_absolute_url()).status_code == 200
        return len(queries)

    mk.booking(forum, mk.educator(kent, "Ann"))
    one = cost()
    for name in ("Ben", "Cleo"):
        mk.booking(forum, mk.educator(kent, name))
    mk.booking(forum, mk.educator(medway, "Mary"))
    assert (cost(), one <= 14) == (one, True)


def test_names_and_needs_of_another_council_are_on_no_page(kent, medway, cccu, signed_in, soon):
    forum = mk.forum(held_on=soon)
    mk.booking(forum, mk.educator(medway, "Canary"), access_needs="Canary needs")
    stella = make.educator(kent, sign_in=True).person
    for person in (make.coordinator(kent), stella, make.partner(cccu)):
        client = signed_in(person)
        for address in (
            forum.get_absolute_url(),
            reverse("forums:list"),
            reverse("forums:list") + "?format=csv",
        ):
            response = client.get(address)
            assert b"Canary" not in b"".join(response), (person, address)
    page = signed_in(make.coordinator(kent)).get(forum.get_absolute_url()).content.decode()
    assert "Medway: 1 booked" in page
    assert "Canary needs" in signed_in(make.lead()).get(forum.get_absolute_url()).content.decode()


def test_filters_find_what_they_say(kent, medway, signed_in, soon):
    past = localdate() - timedelta(days=3)
    mk.forum(title="Coming joint", held_on=soon)
    mk.forum(kent, title="Past Kent", held_on=past, audience="trainee")
    mk.forum(kent, title="Draft Kent", held_on=soon, state="draft")
    held = mk.forum(title="Held joint", held_on=past, state="held")
    mk.booking(held, mk.educator(medway), attended=True, confirmed_at=mk.NOW)
    client = signed_in(make.coordinator(kent))

    def found(query):
        table = client.get(reverse("forums:list") + query).context["table"]
        return sorted(record.title for record in table.records)

    assert found("?when=coming") == ["Coming joint", "Draft Kent"]
    assert found("?when=past&host=kent") == ["Past Kent"]
    assert found("?host=joint") == ["Coming joint", "Held joint"]
    assert found("?audience=trainee") == ["Past Kent"]
    assert found("?state=draft") == ["Draft Kent"]
    assert found("?register=True") == ["Past Kent"]
    assert found("?q=held") == ["Held joint"]
    assert len(found("?state=nonsense&when=nonsense&sort=nonsense&page=99")) == 4


def test_from_the_plan_to_the_invitation(kent, signed_in, soon):
    mk.educator(kent)
    client = signed_in(make.coordinator(kent))
    response = client.post(reverse("forums:create"), details(soon, council=kent.pk))
    forum = Forum.objects.get()
    assert (response.status_code, response.url) == (302, reverse("forums:programme", args=[forum.pk]))
    assert (forum.state, forum.council, str(forum.starts_at)) == ("draft", kent, "09:30:00")
    client.post(response.url, programme("Welcome", "Focus groups"))
    assert [one.title for one in forum.sessions.all()] == ["Welcome", "Focus groups"]
    page = client.get(reverse("forums:announce", args=[forum.pk])).content.decode()
    assert "1 practice educator on the register of Kent County Council gets an invitation" in page
    response = client.post(reverse("forums:announce", args=[forum.pk]), follow=True)
    assert "1 invitation is on the way" in response.content.decode()


def test_sessions_change_places_and_leave(kent, signed_in, soon):
    forum = mk.forum(held_on=soon)
    for i, title in enumerate(("Welcome", "Break", "Close"), start=1):
        Session.objects.create(forum=forum, order=i, title=title)
    address = reverse("forums:programme", args=[forum.pk])
    lines = {"session-TOTAL_FORMS": "6", "session-INITIAL_FORMS": "3"}
    lines |= {"session-0-title": "Welcome", "session-0-order": "3"}
    lines |= {"session-1-title": "", "session-1-order": "2"}
    lines |= {"session-2-title": "Close", "session-2-order": "1"}
    lines |= {"session-3-title": "Cake"}
    assert signed_in(make.coordinator(kent)).post(address, lines).status_code == 302
    assert [(one.order, one.title) for one in forum.sessions.all()] == [
        (1, "Close"),
        (2, "Welcome"),
        (3, "Cake"),
    ]


def test_a_session_without_a_title_is_pointed_out_and_everything_typed_is_kept(kent, signed_in, soon):
    forum = mk.forum(held_on=soon)
    address = reverse("forums:programme", args=[forum.pk])
    lines = programme("Welcome", **{"session-1-facilitator": "Ann Example"})
    page = signed_in(make.coordinator(kent)).post(address, lines).content.decode()
    assert "Enter the title of this session" in page
    assert "Ann Example" in page
    assert not forum.sessions.exists()


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"title": ""}, "Enter the title"),
        ({"ends_at": "9:00"}, "The end time must be after the start time."),
        ({"starts_at": "soon"}, "Enter the start time as hours and minutes"),
        ({"capacity": "0"}, "Enter between 1 and 1,000 places"),
        ({"held_on_day": "31", "held_on_month": "2"}, "must be a real date"),
        ({"venue": ""}, "Enter the venue, the joining link or both"),
        ({"capacity": "1"}, "2 places are booked"),
    ],
)
def test_errors_of_the_form_say_what_to_do(kent, signed_in, soon, facts, sentence):
    forum = mk.forum(held_on=soon, title="Old")
    mk.booking(forum, mk.educator(kent, "Ann")), mk.booking(forum, mk.educator(kent, "Ben"))
    address = reverse("forums:change", args=[forum.pk])
    response = signed_in(make.coordinator(kent)).post(address, details(soon, **facts))
    assert sentence in response.content.decode()
    assert Forum.objects.get().title == "Old"


def test_a_coordinator_cannot_plan_for_another_council(kent, medway, signed_in, soon):
    client = signed_in(make.coordinator(kent))
    response = client.post(reverse("forums:create"), details(soon, council=medway.pk))
    assert "Choose the host from the list" in response.content.decode()
    client.post(reverse("forums:create"), details(soon, state="held", sequence="9"))
    assert Forum.objects.values_list("state", "sequence", "council").get() == ("draft", 0, None)


def test_an_educator_books_and_cancels_on_her_own(kent, signed_in, soon):
    forum = mk.forum(held_on=soon)
    stella = make.educator(kent, sign_in=True)
    client = signed_in(stella.person)
    page = client.post(reverse("forums:book", args=[forum.pk]), {"access_needs": "Hearing loop"}, follow=True)
    assert "You have a place at" in page.content.decode()
    assert Booking.objects.get().access_needs == "Hearing loop"
    page = client.post(reverse("forums:give_up", args=[forum.pk]), follow=True)
    assert "is cancelled" in page.content.decode()
    assert Booking.objects.get().state == "cancelled"


def test_an_educator_without_a_record_is_told_whom_to_ask(kent, signed_in, soon):
    person = make.person("Una Unlinked", role=Role.EDUCATOR, at=kent)
    response = signed_in(person).post(reverse("forums:book", args=[mk.forum(held_on=soon).pk]))
    assert (response.status_code, "Ask your coordinator" in response.content.decode()) == (409, True)


def test_a_coordinator_books_and_cancels_for_her_own_people_only(kent, medway, signed_in, soon):
    forum = mk.forum(held_on=soon)
    stella, mary = mk.educator(kent), mk.educator(medway, "Mary")
    client = signed_in(make.coordinator(kent))
    address = reverse("forums:book_for", args=[forum.pk])
    assert client.post(address, {"educator": mary.pk}).status_code == 200
    assert not Booking.objects.exists()
    page = client.post(address, {"educator": stella.pk}, follow=True).content.decode()
    assert "Stella Two has a place" in page
    foreign = mk.booking(forum, mary)
    assert client.post(reverse("forums:cancel_booking", args=[foreign.pk])).status_code == 404
    own = Booking.objects.get(educator=stella)
    page = client.post(reverse("forums:cancel_booking", args=[own.pk]), follow=True).content.decode()
    assert "The booking of Stella Two is cancelled" in page


def test_an_educator_cannot_cancel_by_the_organisers_page(kent, signed_in, soon):
    stella = make.educator(kent, sign_in=True)
    own = mk.booking(mk.forum(held_on=soon), stella)
    assert signed_in(stella.person).post(reverse("forums:cancel_booking", args=[own.pk])).status_code == 403


def test_the_register_is_ticked_and_shows_again_as_it_stands(kent, medway, signed_in):
    forum = mk.forum(held_on=localdate())
    stella, mary = mk.booking(forum, mk.educator(kent)), mk.booking(forum, mk.educator(medway, "Mary"))
    client, address = signed_in(make.coordinator(kent)), reverse("forums:register", args=[forum.pk])
    assert "Mary" not in client.get(address).content.decode()
    assert client.post(address, {"present": [mary.pk]}).status_code == 200
    page = client.post(address, {"present": [stella.pk]}, follow=True).content.decode()
    assert "1 person came" in page
    assert "checked" in client.get(address).content.decode()


def test_cancelling_asks_why(kent, signed_in, soon):
    forum = mk.forum(held_on=soon)
    client, address = signed_in(make.coordinator(kent)), reverse("forums:cancel", args=[forum.pk])
    assert "Enter the reason" in client.post(address, {"why": ""}).content.decode()
    assert "told by e-mail" in client.post(address, {"why": "Snow"}, follow=True).content.decode()
    assert client.post(address, {"why": "Snow"}).status_code == 409


def test_the_calendar_entry_can_be_downloaded(cccu, signed_in, soon):
    forum = mk.forum(held_on=soon, title="Reflective supervision")
    response = signed_in(make.partner(cccu)).get(reverse("forums:calendar", args=[forum.pk]))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"UID:forum-{forum.pk}@kmtp.example" in response.content.decode()


def link_of(letter) -> str:
    return letter.path.replace("{token}", letter.link.token)


@pytest.fixture
def invited(kent, soon):
    """The address in an invitation to a forum with one place."""
    stella = mk.educator(kent)
    forum = mk.forum(held_on=soon, state="draft", capacity=1)
    forums.announce(forum=forum, by=make.lead(), today=localdate())
    return link_of(Letter.objects.get(to=stella.email))


def test_one_click_books_and_another_cancels_without_signing_in(client, invited):
    page = client.get(invited)
    assert (page.status_code, Booking.objects.count()) == (200, 0)
    assert (page["Referrer-Policy"], page["Cache-Control"]) == ("no-referrer", "no-store")
    assert "You have a place" in client.post(invited, {"do": "book"}, follow=True).content.decode()
    client.post(invited, {"do": "book"})
    assert Booking.objects.places().count() == 1
    assert "Your place is cancelled" in client.post(invited, {"do": "cancel"}, follow=True).content.decode()
    client.post(invited, {"do": "cancel"})
    assert Booking.objects.places().count() == 0
    booking = Booking.objects.get()
    assert history.of(booking)[0].by == "By personal link or public form"


def test_a_full_forum_offers_the_waiting_list(client, kent, invited):
    mk.booking(Forum.objects.get(), mk.educator(kent, "Ann"))
    assert "Join the waiting list" in client.get(invited).content.decode()
    assert "on the waiting list" in client.post(invited, {"do": "book"}, follow=True).content.decode()


def test_a_link_that_opens_nothing_says_so(client, invited):
    assert client.get(reverse("forums:invitation", args=["x" * 43])).status_code == 404
    link = Letter.objects.get().link
    link.expires_at = link.created_at + timedelta(microseconds=1)
    link.save()
    response = client.post(invited, {"do": "book"})
    assert (response.status_code, "expired" in response.content.decode()) == (410, True)


def test_a_link_to_a_cancelled_forum_says_why(client, invited):
    forums.cancel(forum=Forum.objects.get(), by=make.lead(), why="Snow", today=localdate())
    page = client.get(invited).content.decode()
    assert "does not take place: Snow" in page
    assert client.post(invited, {"do": "book"}).status_code == 409


def test_too_long_a_need_is_kept_and_pointed_out(client, invited):
    page = client.post(invited, {"do": "book", "access_needs": "x" * 501}).content.decode()
    assert "must be 500 characters or fewer" in page
    assert "x" * 501 in page
