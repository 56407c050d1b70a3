"""Is this still right: asking once a year, answering by the link, deciding about corrections."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from educators.actions import confirmations
from educators.models import Confirmation
from educators.record_check import Fact, decided, differences
from educators.tasks import quality as tasks
from kmtp.audit import Refused
from kmtp.mail.models import Letter
from tests import make

EMAIL = "stella@kent.example"


def ask(council=None, today=None):
    """Ask everybody of a council; return how many were asked."""
    council = council or make.council()
    day = today or localdate()
    return confirmations.ask_everybody(council=council, by=make.coordinator(council), today=day)


def asked_one(**facts):
    """Return the question to one practice educator of Kent."""
    make.educator(email=EMAIL, **facts)
    ask()
    return Confirmation.objects.get()


def waiting_one(**corrected):
    """Return corrections that wait for a coordinator."""
    question = asked_one(post="Social worker")
    values = corrected or {"post": "Senior practitioner", "capacity": 2}
    return confirmations.correct(confirmation=question, values=values, by=None, now=now())


def typed(educator, **facts):
    """Return what the form of corrections posts: the record as it stands, with these facts instead."""
    names = ("first_name", "last_name", "email", "phone", "swe_number", "post", "base", "capacity")
    standing = {name: getattr(educator, name) for name in names}
    return standing | {"team": educator.team_id or "", "contracted_hours": ""} | facts


def test_only_what_differs_is_a_correction():
    before = {"post": Fact("a", "A"), "base": Fact("on", "On site")}
    after = {"post": Fact("b", "B"), "base": Fact("on", "On site")}
    assert differences(before, after) == {"post": {"from": "A", "to": "B", "value": "b"}}
    assert differences(before, before) == {}


def test_what_is_not_chosen_is_not_accepted():
    found = decided({"post": {"to": "B"}, "base": {"to": "C"}}, ["post"])
    assert [found["post"]["accepted"], found["base"]["accepted"]] == [True, False]


@pytest.mark.django_db
class TestAsking:
    def test_whoever_is_active_has_an_address_and_was_not_asked_for_a_year_is_asked_once(self):
        asked = make.educator(email=EMAIL, confirmed_on=localdate() - timedelta(days=400))
        make.educator(first_name="Recent", email="r@kent.example", confirmed_on=localdate())
        make.educator(first_name="Gone", email="g@kent.example", left_on=localdate())
        make.educator(first_name="Silent", email="")
        assert (ask(), ask()) == (1, 0)
        assert Confirmation.objects.get().educator == asked
        letter = Letter.objects.get(kind="confirmation_question")
        assert letter.to == EMAIL
        assert "Stella" not in letter.subject

    def test_another_council_is_not_asked(self):
        make.educator(make.council("Medway"), email="m@medway.example", team=None)
        assert ask() == 0

    def test_reminders_go_out_after_7_and_21_days_each_once(self):
        asked_one()
        sent = [
            confirmations.send_due(today=localdate() + timedelta(days=n)) for n in (6, 7, 7, 20, 21, 21, 60)
        ]
        assert sent == [0, 1, 0, 0, 1, 0, 0]
        assert Letter.objects.filter(kind="confirmation_reminder").count() == 2

    def test_whoever_answered_or_stopped_reminders_is_not_reminded(self):
        make.educator(email=EMAIL)
        make.educator(first_name="Una", email="una@kent.example")
        ask()
        first, second = Confirmation.objects.all()
        confirmations.confirm(confirmation=first, by=None, now=now())
        confirmations.stop_reminders(confirmation=second, by=None)
        assert confirmations.send_due(today=localdate() + timedelta(days=8)) == 0

    def test_a_year_later_the_question_comes_back_by_itself_where_somebody_started_it(self):
        confirmations.confirm(confirmation=asked_one(), by=None, now=now())
        medway = make.council("Medway")
        make.educator(medway, first_name="Never", email="m@medway.example", team=None)
        assert confirmations.send_due(today=localdate() + timedelta(days=300)) == 0
        confirmations.send_due(today=localdate() + timedelta(days=367))
        assert Confirmation.objects.unanswered().get().educator.email == EMAIL

    def test_the_task_may_run_twice(self):
        asked_one()
        Confirmation.objects.update(asked_at=now() - timedelta(days=8))
        assert (tasks.remind(), tasks.remind()) == (1, 0)


@pytest.mark.django_db
class TestTheRow:
    def test_one_question_waits_for_each_person(self):
        question = asked_one()
        with pytest.raises(IntegrityError), transaction.atomic():
            Confirmation.objects.create(educator=question.educator, asked_at=now())

    def test_an_answered_question_makes_room_for_the_next(self):
        question = confirmations.confirm(confirmation=asked_one(), by=None, now=now())
        assert Confirmation.objects.create(educator=question.educator, asked_at=now()).pk

    @pytest.mark.parametrize("facts", [{"state": "confirmed"}, {"state": "refused", "answered_at": now()}])
    def test_an_answer_has_a_time_and_a_refusal_a_reason(self, facts):
        with pytest.raises(IntegrityError), transaction.atomic():
            Confirmation.objects.create(educator=make.educator(), asked_at=now(), **facts)


@pytest.mark.django_db
class TestTheLink:
    @pytest.fixture
    def question(self):
        return asked_one(post="Social worker")

    @pytest.fixture
    def address(self, question):
        return reverse("educators:check_record", args=[question.link.token])

    def test_opening_it_shows_the_record_and_changes_nothing(self, client, question, address):
        words = client.get(address).content.decode()
        question.refresh_from_db()
        assert "Social worker" in words
        assert question.state == "asked"

    def test_all_right_confirms_the_record_today_and_says_so_again(self, client, question, address):
        client.post(address, {"do": "right"})
        question.educator.refresh_from_db()
        assert question.educator.confirmed_on == localdate()
        assert "that your record is right" in client.get(address).content.decode()

    def test_corrections_wait_and_the_register_stays_as_it_is(self, client, question, address):
        client.post(address, typed(question.educator, post="Manager", capacity="3"))
        question.refresh_from_db()
        assert question.state == "waiting"
        assert {name: one["to"] for name, one in question.corrections.items()} == {
            "post": "Manager",
            "capacity": "3",
        }
        assert question.educator.post == "Social worker"

    def test_a_form_sent_without_a_difference_confirms(self, client, question, address):
        client.post(address, typed(question.educator))
        question.refresh_from_db()
        assert question.state == "confirmed"

    def test_a_bad_value_is_shown_again_and_nothing_is_kept(self, client, question, address):
        words = client.post(
            address, typed(question.educator, swe_number="nonsense", post="Kept")
        ).content.decode()
        question.refresh_from_db()
        assert "There is a problem" in words
        assert "Kept" in words
        assert question.state == "asked"

    def test_a_team_of_another_council_cannot_be_chosen(self, client, question, address):
        theirs = make.team(make.council("Medway"), "Numbat Team")
        assert "Numbat" not in client.get(f"{address}?correct=1").content.decode()
        client.post(address, typed(question.educator, team=theirs.pk))
        question.refresh_from_db()
        assert question.state == "asked"

    def test_answering_twice_changes_nothing(self, client, question, address):
        client.post(address, {"do": "right"})
        assert client.post(address, typed(question.educator, post="Manager")).status_code == 409
        question.refresh_from_db()
        assert question.state == "confirmed"

    def test_a_wrong_link_is_not_found(self, client):
        assert client.get(reverse("educators:check_record", args=["x" * 43])).status_code == 404


@pytest.mark.django_db
class TestDeciding:
    def decide(self, waiting, accepted, reason=""):
        by = make.coordinator(make.council())
        return confirmations.decide(
            confirmation=waiting, accepted=accepted, reason=reason, by=by, today=localdate()
        )

    def test_all_accepted_stand_on_the_register(self):
        waiting = self.decide(waiting_one(), ["post", "capacity"])
        educator = waiting.educator
        educator.refresh_from_db()
        assert (educator.post, educator.capacity, waiting.state) == ("Senior practitioner", 2, "accepted")
        assert educator.confirmed_on == localdate()
        assert Letter.objects.get(kind="confirmation_decided").to == EMAIL

    def test_one_accepted_leaves_the_other_with_the_reason_in_the_letter(self):
        waiting = self.decide(waiting_one(), ["post"], "Agree it with your manager first")
        waiting.educator.refresh_from_db()
        assert (waiting.educator.post, waiting.educator.capacity) == ("Senior practitioner", 1)
        assert "Agree it with your manager" in Letter.objects.get(kind="confirmation_decided").body

    def test_refusing_needs_a_reason(self):
        waiting = waiting_one()
        with pytest.raises(Refused):
            self.decide(waiting, [])
        assert self.decide(waiting, [], "Not agreed").state == "refused"

    def test_a_correction_is_decided_once(self):
        waiting = waiting_one()
        self.decide(waiting, ["post", "capacity"])
        with pytest.raises(Refused):
            self.decide(waiting, ["post", "capacity"])

    def test_a_number_that_somebody_else_has_is_refused_in_words(self):
        waiting = waiting_one(swe_number="SW77")
        make.educator(first_name="Other", swe_number="SW77")
        with pytest.raises(Refused, match="already on your register"):
            self.decide(waiting, ["swe_number"])

    def test_a_team_that_closed_meanwhile_is_refused_in_words(self):
        other = make.team(make.council(), "Dover Team")
        waiting = waiting_one(team=other)
        other.valid_from, other.valid_to = date(2020, 1, 1), localdate() - timedelta(days=1)
        other.save()
        with pytest.raises(Refused, match="closed"):
            self.decide(waiting, ["team"])


@pytest.mark.django_db
class TestSignedIn:
    @pytest.fixture
    def educator(self, client):
        educator = make.educator(sign_in=True, email=EMAIL, post="Social worker")
        client.force_login(educator.person)
        return educator

    def test_she_confirms_without_having_been_asked(self, client, educator):
        client.post(reverse("educators:mine_check"), {"do": "right"})
        educator.refresh_from_db()
        assert educator.confirmed_on == localdate()

    def test_her_corrections_go_the_same_way_and_answer_the_open_question(self, client, educator):
        ask()
        client.post(reverse("educators:mine_check"), typed(educator, post="Manager"))
        question = Confirmation.objects.get()
        educator.refresh_from_db()
        assert (question.state, educator.post) == ("waiting", "Social worker")

    def test_a_second_correction_waits_for_the_first_to_be_decided(self, client, educator):
        client.post(reverse("educators:mine_check"), typed(educator, post="Manager"))
        again = client.post(reverse("educators:mine_check"), typed(educator, post="Head"))
        assert again.status_code == 409
        assert Confirmation.objects.get().corrections["post"]["to"] == "Manager"

    def test_somebody_else_cannot_confirm_her_record(self, educator):
        with pytest.raises(Refused):
            confirmations.confirm_own(educator=educator, by=make.person("Other"), now=now())

    def test_her_own_correction_does_not_start_the_yearly_round(self, client, educator):
        client.post(reverse("educators:mine_check"), typed(educator, post="Manager"))
        assert not confirmations.asking_councils().exists()


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def coordinator(self, client):
        client.force_login(make.coordinator(make.council()))
        return client

    def test_a_coordinator_asks_everybody_and_sees_who_was_asked(self, coordinator):
        make.educator(email=EMAIL)
        page = coordinator.get(reverse("educators:ask_to_confirm"))
        assert "1 of " in page.content.decode()
        council = make.council()
        response = coordinator.post(reverse("educators:ask_to_confirm"), {"council": council.pk}, follow=True)
        assert "1 practice educator asked" in response.content.decode()

    def test_another_council_cannot_be_asked(self, coordinator):
        medway = make.council("Medway")
        make.educator(medway, email="m@medway.example", team=None)
        coordinator.post(reverse("educators:ask_to_confirm"), {"council": medway.pk})
        assert not Confirmation.objects.exists()

    def test_a_coordinator_accepts_one_and_refuses_one(self, coordinator):
        waiting = waiting_one()
        url = reverse("educators:correction", args=[waiting.pk])
        assert "Senior practitioner" in coordinator.get(url).content.decode()
        without = coordinator.post(url, {"accepted": ["post"]})
        assert "Say why you do not accept" in without.content.decode()
        coordinator.post(url, {"accepted": ["post"], "reason": "Not agreed"})
        waiting.refresh_from_db()
        assert waiting.state == "accepted"

    def test_another_councils_correction_does_not_exist(self, coordinator):
        theirs = make.educator(make.council("Medway"), first_name="Theirs", team=None)
        row = Confirmation.objects.create(educator=theirs, asked_at=now())
        assert coordinator.get(reverse("educators:correction", args=[row.pk])).status_code == 404
        assert "Theirs" not in coordinator.get(reverse("educators:corrections")).content.decode()

    def test_the_list_costs_the_same_for_one_and_three(self, coordinator):
        counts, url = [], reverse("educators:corrections")
        for names in (("A",), ("B", "C")):
            for name in names:
                make.educator(first_name=name, email=f"{name}@kent.example".lower())
            ask()
            coordinator.get(url)
            with CaptureQueriesContext(connection) as queries:
                assert coordinator.get(url).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 12
