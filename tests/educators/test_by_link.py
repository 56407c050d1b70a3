"""A personal link works in the right mailbox only, and what stands on the record is never written over unseen."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from educators.actions import availability, confirmations, register
from educators.models import AvailabilityAnswer, Confirmation
from kmtp.audit import Refused
from kmtp.mail.models import Letter
from tests import make
from tests.educators.make_availability import make_call

pytestmark = pytest.mark.django_db


def asked(council, **facts) -> Confirmation:
    """Return the question that a new educator was sent."""
    educator = make.educator(council, email="wrong@other.example", **facts)
    confirmations.ask_everybody(council=council, by=make.coordinator(council), today=localdate())
    return Confirmation.objects.select_related("educator", "link").get(educator=educator)


def page(question: Confirmation) -> str:
    """Return the address that the letter's link opens."""
    return reverse("educators:check_record", args=[question.link.token])


def mend(educator, **facts) -> None:
    """Correct a record as a coordinator does."""
    for name, value in facts.items():
        setattr(educator, name, value)
    register.change(educator=educator, fields=list(facts), by=make.coordinator(educator.council))


def test_a_link_in_the_mailbox_of_a_mended_address_shows_nothing_any_more(kent, client):
    question = asked(kent)
    assert client.get(page(question)).status_code == 200
    mend(question.educator, email="right@kent.example", phone="01622 000000")
    shown = client.get(page(question))
    assert (shown.status_code, "01622" in shown.text, "right@kent" in shown.text) == (410, False, False)
    assert client.post(page(question), {"do": "right"}).status_code == 410


def test_a_refusal_keeps_the_address_of_its_page_to_itself_too(kent, client):
    question = asked(kent)
    mend(question.educator, email="right@kent.example")
    refused = client.get(page(question))
    assert (refused["Referrer-Policy"], refused["Cache-Control"]) == ("no-referrer", "no-store")


def test_the_next_letter_has_a_link_of_its_own_once_the_address_was_mended(kent, client):
    question = asked(kent)
    first = question.link
    mend(question.educator, email="right@kent.example")
    confirmations.send_due(today=localdate() + timedelta(days=8))
    question.refresh_from_db()
    assert question.link_id != first.pk
    assert list(Letter.objects.filter(link=question.link).values_list("to", flat=True)) == [
        "right@kent.example"
    ]
    assert client.get(page(question)).status_code == 200
    first.refresh_from_db()
    assert first.revoked_at is not None


def test_a_link_is_closed_once_somebody_has_left(kent, client):
    question = asked(kent)
    leaves = {"on": localdate(), "by": make.coordinator(kent), "why": "Retired"}
    register.leave(educator=question.educator, **leaves)
    assert client.post(page(question), {"do": "right"}).status_code == 410
    question.educator.refresh_from_db()
    assert question.educator.confirmed_on is None


def test_a_call_is_closed_to_a_mended_address_as_well(kent, client):
    educator = make.educator(kent, email="wrong@other.example")
    call = make_call(kent)
    availability.open_call(call=call, by=make.coordinator(kent), today=localdate())
    answer = AvailabilityAnswer.objects.select_related("link").get(educator=educator)
    address = reverse("educators:answer_call", args=[answer.link.token])
    assert client.get(address).status_code == 200
    mend(educator, email="right@kent.example")
    assert client.get(address).status_code == 410


def test_a_correction_is_not_written_over_what_was_changed_since(kent):
    question = asked(kent, post="Social worker")
    values = {"post": "Senior social worker"}
    confirmations.correct(confirmation=question, values=values, by=None, now=now())
    mend(question.educator, post="Team manager")
    decision = {"confirmation": question, "by": make.coordinator(kent), "today": localdate(), "reason": ""}
    with pytest.raises(Refused, match="it is now “Team manager”"):
        confirmations.decide(accepted=["post"], **decision)
    confirmations.decide(accepted=[], **{**decision, "reason": "Changed since"})
    question.educator.refresh_from_db()
    assert question.educator.post == "Team manager"
