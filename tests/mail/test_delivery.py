"""Letters go out once, are tried again when the server is unwell, and wait for a person when it says no."""

import socket
import threading
from collections import Counter
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from django.utils import timezone

from kmtp.audit import Refused
from kmtp.mail import delivery
from kmtp.mail.actions import post, send_again
from kmtp.mail.models import Letter
from tests import make


class Post:
    """A real SMTP server that keeps what it is given, or answers as it is told."""

    def __init__(self):
        self.taken: list[tuple[str, str]] = []
        self.answers: dict[str, str] = {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        head = envelope.content.decode("utf-8", "replace")
        found = next(line for line in head.splitlines() if line.lower().startswith("message-id:"))
        self.taken += [(to, found.split(":", 1)[1].strip()) for to in envelope.rcpt_tos]
        return "250 taken"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(settings):
    box = Post()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield box
    controller.stop()


def letter(number: int = 1, to: str = "") -> Letter:
    made = post(
        key=f"letter-{number}",
        kind="account",
        to=to or f"reader-{number}@kent.example",
        subject="A letter\r\nBcc: everybody@kent.example",
        context={"text": "What it says"},
        organisation=None,
    )
    return made or Letter.objects.get(key=f"letter-{number}")


@pytest.mark.django_db
def test_a_letter_is_sent_with_the_message_id_of_its_row(server):
    waiting = letter()
    assert delivery.sweep() == 1
    waiting.refresh_from_db()
    assert (waiting.state, server.taken) == ("sent", [("reader-1@kent.example", waiting.message_id)])
    assert delivery.sweep() == 0


@pytest.mark.django_db
def test_the_same_letter_is_never_written_twice():
    letter()
    assert (
        post(key="letter-1", kind="account", to="x@kent.example", subject="", context={}, organisation=None)
        is None
    )
    assert Letter.objects.count() == 1


@pytest.mark.django_db
def test_a_line_break_in_a_subject_adds_no_header(server):
    assert letter().subject == "A letter Bcc: everybody@kent.example"
    delivery.sweep()
    assert [to for to, _ in server.taken] == ["reader-1@kent.example"]


@pytest.mark.django_db
def test_an_address_that_is_refused_for_good_waits_for_a_person_and_harms_no_other(server):
    server.answers["reader-1@kent.example"] = "550 no such user"
    refused, fine = letter(1), letter(2)
    delivery.sweep()
    refused.refresh_from_db()
    fine.refresh_from_db()
    assert (refused.state, refused.attempts, refused.problem) == (
        "failed",
        1,
        "The mail server said 550 no such user",
    )
    assert fine.state == "sent"


@pytest.mark.django_db
def test_a_server_that_is_busy_is_tried_again_later(server):
    server.answers["reader-1@kent.example"] = "451 try later"
    waiting = letter()
    delivery.sweep()
    waiting.refresh_from_db()
    assert waiting.state == "queued"
    assert waiting.due_at > timezone.now() + timedelta(seconds=30)
    server.answers.clear()
    Letter.objects.update(due_at=timezone.now())
    delivery.sweep()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == ("sent", 2)


@pytest.mark.django_db
def test_a_server_that_is_gone_costs_no_letter(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    waiting = letter()
    delivery.sweep()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.problem) == (
        "queued",
        "The mail server could not be reached (ConnectionRefusedError)",
    )


@pytest.mark.django_db
def test_after_eight_tries_a_person_decides(server):
    server.answers["reader-1@kent.example"] = "451 try later"
    waiting = letter()
    for _ in range(delivery.ATTEMPTS):
        Letter.objects.update(due_at=timezone.now())
        delivery.sweep()
    waiting.refresh_from_db()
    assert waiting.state == "failed"


@pytest.mark.django_db
def test_the_letter_of_a_worker_that_died_goes_out_after_its_lease(server):
    lost = letter()
    delivery.claim(timezone.now())
    assert delivery.sweep() == 0
    Letter.objects.update(claimed_at=timezone.now() - delivery.LEASE - timedelta(seconds=1))
    assert delivery.sweep() == 1
    lost.refresh_from_db()
    assert (lost.state, len(server.taken)) == ("sent", 1)


@pytest.mark.django_db
def test_a_failed_letter_can_be_sent_again_once(server, kent):
    server.answers["reader-1@kent.example"] = "550 no such user"
    failed = letter()
    delivery.sweep()
    server.answers.clear()
    send_again(letter=failed, by=make.administrator())
    delivery.sweep()
    failed.refresh_from_db()
    assert failed.state == "sent"
    with pytest.raises(Refused, match="not waiting for a decision"):
        send_again(letter=failed, by=make.administrator())


@pytest.mark.django_db
def test_a_letter_that_cannot_be_put_together_holds_up_no_other(server, monkeypatch):
    bad, fine, fine_too = letter(1), letter(2), letter(3)
    compose = delivery.message

    def breaks_on_the_first(letter, connection):
        if letter.pk == bad.pk:
            raise ValueError("no such template")
        return compose(letter, connection)

    monkeypatch.setattr(delivery, "message", breaks_on_the_first)
    delivery.sweep()
    states = [Letter.objects.get(pk=one.pk).state for one in (bad, fine, fine_too)]
    assert states == ["failed", "sent", "sent"]


@pytest.mark.django_db
def test_a_letter_that_killed_eight_workers_waits_for_a_person(server):
    lost = letter()
    delivery.claim(timezone.now())
    long_ago = timezone.now() - delivery.LEASE - timedelta(seconds=1)
    Letter.objects.update(claimed_at=long_ago, attempts=delivery.ATTEMPTS)
    assert delivery.sweep() == 0
    lost.refresh_from_db()
    assert lost.state == "failed"


def sweep_in_threads(count: int) -> None:
    def work():
        delivery.sweep()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_four_sweeps_at_once_send_every_letter_once(server):
    for number in range(60):
        letter(number)
    sweep_in_threads(4)
    assert Counter(to for to, _ in server.taken) == {f"reader-{n}@kent.example": 1 for n in range(60)}


@pytest.mark.django_db(transaction=True)
def test_without_the_claim_four_sweeps_send_letters_twice(server, monkeypatch):
    """The control: a sweep that reads without claiming does the harm that the claim prevents."""

    def read_only(now):
        return list(Letter.objects.due_at(now)[:60])

    monkeypatch.setattr(delivery, "claim", lambda now, seen={}: read_only(now) if not _again(seen) else [])
    for number in range(60):
        letter(number)
    sweep_in_threads(4)
    assert len(server.taken) > 60


def _again(seen: dict) -> bool:
    name = threading.current_thread().name
    was, seen[name] = seen.get(name, False), True
    return was
