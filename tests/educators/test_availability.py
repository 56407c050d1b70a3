"""Calls for availability: asking, answering by the link, reminding once, closing."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from educators import offering
from educators.actions import availability
from educators.forms.availability import CallForm, remembered
from educators.models import AvailabilityAnswer, AvailabilityCall
from kmtp.audit import Refused
from kmtp.mail.models import Letter
from kmtp.partnership.access import Role
from kmtp.partnership.models import Membership, Person
from tests import make
from tests.educators.make_availability import make_call, make_open_call, said
from tests.forums.make_forums import at_once

DAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("after", "had", "expected"),
    [(6, 0, 0), (7, 0, 1), (7, 1, 0), (14, 1, 2), (20, 0, 2), (20, 2, 0), (31, 0, 0)],
)
def test_a_reminder_is_due_on_its_day_once_and_never_after_closing(after, had, expected):
    due = offering.reminder_due(
        offering.Asked(DAY, had),
        remind_days=[7, 14],
        closes_on=DAY + timedelta(days=30),
        today=DAY + timedelta(days=after),
    )
    assert due == expected


def test_the_rate_of_nobody_is_nought():
    assert (offering.rate(0, 0), offering.rate(3, 5)) == (0, 60)


@pytest.mark.django_db
class TestAsking:
    def test_opening_asks_active_people_with_an_award_and_writes_each_a_letter(self):
        asked = make.educator(email="stella@kent.example")
        make.educator(stage=0, first_name="Tess", email="tess@kent.example")
        make.educator(first_name="Gone", left_on=localdate(), email="gone@kent.example")
        call = make_open_call()
        assert [one.educator for one in call.answers.all()] == [asked]
        letter = Letter.objects.get(kind="availability_call")
        assert letter.to == "stella@kent.example"
        assert "Stella" not in letter.subject

    def test_asking_somebody_again_asks_her_once(self):
        educator = make.educator(email="stella@kent.example")
        call = make_open_call()
        by = make.coordinator(call.council)
        assert availability.ask(educators=[educator], by=by, today=localdate()) == 0
        assert Letter.objects.filter(kind="availability_call").count() == 1

    def test_a_coordinator_cannot_ask_in_another_councils_call(self):
        medway = make.council("Medway")
        make_open_call(medway)
        theirs = make.educator(medway, team=None)
        with pytest.raises(Refused):
            availability.ask(educators=[theirs], by=make.coordinator(make.council()), today=localdate())

    def test_a_council_has_one_open_call(self):
        make_call(state="open")
        with pytest.raises(IntegrityError), transaction.atomic():
            make_call(state="open", year=2030)

    def test_reminders_go_out_once_however_often_the_task_runs(self):
        make.educator(email="stella@kent.example")
        make_open_call()
        later = localdate() + timedelta(days=8)
        assert availability.send_due(today=later) == 1
        assert availability.send_due(today=later) == 0
        assert Letter.objects.filter(kind="availability_reminder").count() == 1

    def test_a_call_that_is_over_closes_by_itself_without_reminding(self):
        make.educator(email="stella@kent.example")
        call = make_open_call()
        assert availability.send_due(today=localdate() + timedelta(days=31)) == 0
        call.refresh_from_db()
        assert call.state == AvailabilityCall.State.CLOSED

    def test_nobody_who_answered_or_stopped_reminders_is_reminded(self):
        make.educator(email="stella@kent.example")
        make.educator(first_name="Una", email="una@kent.example")
        call = make_open_call()
        first, second = call.answers.all()
        availability.answer(answer=first, values=said(), by=None, now=now())
        availability.stop_reminders(answer=second, by=None)
        assert availability.send_due(today=localdate() + timedelta(days=8)) == 0


@pytest.mark.django_db
class TestTheLink:
    @pytest.fixture
    def answer(self):
        make.educator(email="stella@kent.example")
        return make_open_call().answers.get()

    @pytest.fixture
    def page(self, answer):
        return reverse("educators:answer_call", args=[answer.link.token])

    def test_opening_it_changes_nothing(self, client, answer, page):
        response = client.get(page)
        answer.refresh_from_db()
        assert response.status_code == 200
        assert answer.answered_at is None

    def test_yes_is_stored_and_shown_again(self, client, answer, page):
        response = client.post(
            page, {"says": "yes", "yes-how_many": "2", "yes-kinds": ["final"]}, follow=True
        )
        answer.refresh_from_db()
        assert (answer.says, answer.how_many, answer.kinds) == ("yes", 2, ["final"])
        assert "What you said" in response.content.decode()

    def test_changing_to_no_forgets_what_was_offered(self, client, answer, page):
        client.post(page, {"says": "yes", "yes-how_many": "2"})
        client.post(page, {"says": "no", "yes-how_many": "2", "no-reason": "workload"})
        answer.refresh_from_db()
        assert (answer.says, answer.how_many, answer.reason) == ("no", None, "workload")

    def test_what_is_typed_under_another_answer_is_neither_checked_nor_stored(self, client, answer, page):
        typed = {"yes-how_many": "many", "yes-kinds": ["final"], "maybe-how_many": "1", "no-reason": "team"}
        client.post(page, {"says": "maybe", "maybe-reason": "leave", **typed})
        answer.refresh_from_db()
        assert (answer.says, answer.how_many, answer.kinds, answer.reason) == ("maybe", 1, [], "leave")

    def test_what_is_wrong_under_the_answer_taken_is_said_with_a_link_and_kept(self, client, answer, page):
        response = client.post(page, {"says": "yes", "yes-how_many": "9", "yes-from_day_day": "3"})
        text = response.content.decode()
        assert list(response.context["form"].errors) == ["yes-how_many", "yes-from_day"]
        assert 'href="#id_yes-how_many"' in text and 'value="9"' in text
        answer.refresh_from_db()
        assert answer.answered_at is None

    def test_it_begins_with_last_years_offer_but_not_with_last_years_yes(self, answer):
        last = make_call(year=answer.call.year.previous, state="closed")
        facts = {"how_many": 3, "kinds": ["final"], "from_day": localdate(), "reason": "team"}
        long_ago = now() - timedelta(days=365)
        AvailabilityAnswer.objects.create(
            call=last,
            educator=answer.educator,
            asked_at=long_ago,
            answered_at=long_ago,
            says="maybe",
            **facts,
        )
        assert remembered(answer) == {"how_many": 3, "kinds": ["final"], "days_a_week": None}

    def test_it_begins_with_the_capacity_on_the_register_when_last_year_was_no(self, answer):
        last = make_call(year=answer.call.year.previous, state="closed")
        AvailabilityAnswer.objects.create(
            call=last, educator=answer.educator, asked_at=now(), answered_at=now(), says="no", reason="team"
        )
        answer.educator.capacity = 2
        assert remembered(answer) == {"how_many": 2}

    def test_an_empty_form_says_what_to_do_and_stores_nothing(self, client, answer, page):
        response = client.post(page, {"yes-how_many": "9"})
        answer.refresh_from_db()
        assert "Answer “Can you take a student?”" in response.content.decode()
        assert answer.answered_at is None

    def test_a_closed_call_takes_no_answer(self, client, answer, page):
        AvailabilityCall.objects.update(state="closed")
        client.post(page, {"says": "yes"})
        answer.refresh_from_db()
        assert answer.answered_at is None

    def test_a_wrong_link_is_not_found(self, client):
        assert client.get(reverse("educators:answer_call", args=["x" * 43])).status_code == 404


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def coordinator(self, client):
        client.force_login(make.coordinator(make.council()))
        return client

    @pytest.mark.parametrize("name", ["call", "call_answers"])
    def test_a_page_costs_the_same_for_one_and_three(self, coordinator, name):
        make.educator()
        call = make_open_call()
        url = reverse(f"educators:{name}", args=[call.pk])
        counts = []
        for more in ((), ("Una", "Vi")):
            for first in more:
                extra = make.educator(first_name=first)
                AvailabilityAnswer.objects.create(call=call, educator=extra, asked_at=now())
            coordinator.get(url)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert coordinator.get(url).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 12

    def test_another_councils_call_does_not_exist(self, coordinator):
        theirs = make_call(make.council("Medway"))
        for name in ("call", "call_answers", "change_call", "open_call", "close_call"):
            assert coordinator.get(reverse(f"educators:{name}", args=[theirs.pk])).status_code == 404

    def test_a_call_is_written_and_opened(self, coordinator):
        make.educator()
        day = localdate()
        last = day + timedelta(days=40)
        typed = {"year": "2030/31", "remind_days": "7", "message": ""}
        for name, one in (("opens_on", day), ("closes_on", last)):
            typed |= {f"{name}_day": one.day, f"{name}_month": one.month, f"{name}_year": one.year}
        response = coordinator.post(reverse("educators:new_call"), typed)
        call = AvailabilityCall.objects.get()
        assert response.url == call.get_absolute_url()
        assert "1 active practice educator" in coordinator.get(response.url).content.decode()
        coordinator.post(reverse("educators:open_call", args=[call.pk]))
        assert call.answers.count() == 1

    def test_those_ticked_are_asked(self, coordinator):
        call = make_open_call()
        educator = make.educator()
        coordinator.post(reverse("educators:call_chosen"), {"chosen": [educator.pk]})
        assert call.answers.get().educator == educator


@pytest.mark.django_db
def test_a_call_is_written_only_for_a_council_that_is_ones_own(kent, medway):
    """R2: whoever looks after two councils chooses between these two, not among all organisations."""
    both = make.coordinator(kent)
    Membership.objects.create(person=both, role=Role.COORDINATOR, organisation=medway)
    theirs, _ = make.council("Surrey"), make.university()
    form = CallForm({"council": theirs.pk}, user=Person.objects.get(pk=both.pk))
    assert set(form.fields["council"].queryset) == {kent, medway}
    assert "council" in form.errors


@pytest.mark.django_db(transaction=True)
def test_f11_asking_the_same_people_twice_at_once_asks_once_and_breaks_no_page():
    call = make_open_call()
    people = [make.educator(first_name=f"P{n}").pk for n in range(9)]
    by, codes = make.coordinator(call.council), []
    browsers = [Client(), Client(), Client()]
    for one in browsers:
        one.force_login(by, backend="kmtp.partnership.backends.RoleBackend")
    url = reverse("educators:call_chosen")
    jobs = [lambda one=one: codes.append(one.post(url, {"chosen": people}).status_code) for one in browsers]
    assert at_once(*jobs) == []
    assert codes == [302, 302, 302]
    assert call.answers.count() == 9
