"""Sending, sending again, reminding and closing; each task twice and late."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from evaluations import tasks
from evaluations.actions import sending
from evaluations.models import Evaluation, Response
from kmtp.audit import Refused
from kmtp.mail.delivery import text
from kmtp.mail.models import Letter, PersonalLink
from placements.models import ConfidentialProfile
from tests import make
from tests.evaluations import made
from tests.evaluations.made import TODAY, later

pytestmark = pytest.mark.django_db


def letters():
    return sorted((letter.kind, letter.to) for letter in Letter.objects.all())


def run(day):
    with time_machine.travel(f"{day:%Y-%m-%d}T10:00:00Z", tick=False):
        tasks.send_invitations_and_reminders()


def test_sending_asks_both_sides_by_a_letter_with_a_personal_link(kent):
    placement = made.placed(kent)
    evaluation = sending.send(placement=placement, by=make.coordinator(kent), today=TODAY)
    student = placement.student.profile.email
    assert letters() == [("evaluation_invitation", student), ("evaluation_invitation", "stella@kent.example")]
    assert [response.audience for response in evaluation.responses.all()] == ["student", "educator"]
    assert PersonalLink.objects.filter(purpose="evaluation").count() == 2
    assert (evaluation.opens_on, evaluation.closes_on) == (TODAY, later(59))


def test_a_letter_says_what_is_asked_and_by_when_and_its_subject_names_nobody(kent):
    placement = made.placed(kent)
    made.sent(placement)
    letter = Letter.objects.get(to=placement.student.profile.email)
    first = text(letter).splitlines()[0]
    assert first.startswith("Please tell us about your placement by 13 Aug 2020")
    assert f"/evaluations/answer/{letter.link.token}/" in text(letter)
    assert letter.subject == "Tell us about your placement (10 minutes)"
    assert "Sam Student" not in letter.body and "Stella" not in letter.body


def test_an_evaluation_is_sent_once():
    placement = made.placed()
    made.sent(placement)
    with pytest.raises(Refused, match="sent already"):
        made.sent(placement)
    made.sent(placement, moment="midpoint")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"kind": "readiness", "educator": None}, "no practice educator"),
        ({"state": "provisional"}, "once it is under way"),
        ({"state": "withdrawn"}, "once it is under way"),
    ],
)
def test_what_cannot_be_evaluated_is_refused(facts, sentence):
    with pytest.raises(Refused, match=sentence):
        made.sent(made.placed(**facts))


def test_a_student_without_an_address_waits_for_a_person():
    placement = made.placed(ends_on=later(3))
    ConfidentialProfile.objects.filter(student=placement.student).update(email="")
    with pytest.raises(Refused, match="no e-mail address"):
        made.sent(placement)
    assert sending.send_due(today=TODAY) == 0


def test_an_educator_without_an_address_is_asked_by_signing_in_alone(kent):
    evaluation = made.sent(made.placed(kent, educator=make.educator(kent)))
    assert made.side(evaluation, "educator").link is None
    assert len(letters()) == 1


def test_what_ends_within_two_weeks_is_sent_by_itself_and_once(kent):
    due = made.placed(kent, ends_on=later(14))
    late = made.placed(kent, ends_on=later(-20), state="passed")
    made.placed(kent, ends_on=later(15))
    made.placed(kent, ends_on=later(-29), state="passed")
    made.placed(kent, ends_on=later(5), state="provisional")
    run(TODAY)
    run(TODAY)
    run(later(1))
    sent = Evaluation.objects.filter(placement__in=[due, late])
    assert sent.count() == 2
    assert (
        Letter.objects.filter(
            kind="evaluation_invitation", link__evaluation_response__evaluation__in=sent
        ).count()
        == 4
    )
    assert Evaluation.objects.count() == 3  # the one that came within two weeks on the second day


def test_reminders_go_out_after_one_week_and_after_two_one_for_each_person(kent):
    made.sent(made.placed(kent))
    kinds = []
    for day in (1, 6, 7, 7, 8, 13, 14, 14, 15, 40):
        run(later(day))
        kinds.append(Letter.objects.filter(kind="evaluation_reminder").count())
    assert kinds == [0, 0, 2, 2, 2, 2, 4, 4, 4, 4]


def test_a_late_run_sends_the_newest_reminder_and_no_older_one_after_it():
    evaluation = made.sent()
    run(later(20))
    run(later(21))
    keys = sorted(Letter.objects.filter(kind="evaluation_reminder").values_list("key", flat=True))
    wanted = [
        f"evaluation-response-{pk}-reminder-second"
        for pk in evaluation.responses.values_list("pk", flat=True)
    ]
    assert keys == sorted(wanted)


def test_who_has_answered_or_can_no_longer_is_not_reminded():
    answered, over = made.several(2)
    made.both(answered, {}, {})
    Evaluation.objects.filter(pk=over.pk).update(opens_on=later(-30), closes_on=later(6))
    assert sending.remind_due(today=later(7)) == 0


def test_a_reminder_carries_the_same_link():
    evaluation = made.sent()
    sending.remind_due(today=later(7))
    response = made.side(evaluation, "student")
    assert {letter.link_id for letter in response.link.letters.all()} == {response.link_id}
    assert response.link.letters.count() == 2


def test_sending_again_withdraws_the_old_link_and_keeps_what_was_saved():
    evaluation = made.sent()
    old = made.saved(evaluation, "student", {"overall.score": "7"}).link
    soon = timezone.now() + timedelta(hours=1)
    response = sending.send_again(
        response=made.side(evaluation, "student"), by=make.lead(), today=TODAY, now=soon
    )
    old.refresh_from_db()
    assert old.revoked_at is not None
    assert response.link != old and response.link.letters.count() == 1
    assert response.answers.count() == 1


def test_sending_again_twice_at_once_is_refused():
    response = made.side(made.sent(), "student")
    with pytest.raises(Refused, match="ten minutes"):
        sending.send_again(response=response, by=make.lead(), today=TODAY)


def test_what_came_in_or_is_closed_is_not_sent_again():
    evaluation = made.sent()
    made.answered(evaluation, "student")
    soon = timezone.now() + timedelta(hours=1)
    with pytest.raises(Refused, match="came in already"):
        sending.send_again(response=made.side(evaluation, "student"), by=make.lead(), today=TODAY, now=soon)
    with pytest.raises(Refused, match="closed"):
        sending.send_again(
            response=made.side(evaluation, "educator"), by=make.lead(), today=later(60), now=soon
        )


def test_what_is_over_is_closed_once_and_can_then_be_read():
    evaluation = made.sent()
    made.answered(evaluation, "student")
    assert not evaluation.is_revealed_on(later(59))
    assert evaluation.is_revealed_on(later(60))
    assert [sending.close_due(today=later(day)) for day in (59, 60, 61)] == [0, 1, 0]


@time_machine.travel("2020-06-15T10:00:00Z")
def test_more_time_to_answer_stretches_the_links():
    evaluation = made.sent()
    sending.change_window(evaluation=evaluation, closes_on=later(90), by=make.lead(), today=TODAY)
    ends = {timezone.localdate(link.expires_at) for link in PersonalLink.objects.all()}
    assert ends == {later(91)}


def test_a_closed_evaluation_is_not_opened_again():
    evaluation = made.both(made.sent(), {}, {})
    with pytest.raises(Refused, match="cannot be opened again"):
        sending.change_window(evaluation=evaluation, closes_on=later(90), by=make.lead(), today=TODAY)


def test_sending_several_names_those_held_back(kent):
    good, bad = made.placed(kent), made.placed(kent, state="provisional")
    sent, held_back = sending.send_several(placements=[good, bad], by=make.coordinator(kent), today=TODAY)
    assert sent == 1
    assert len(held_back) == 1 and str(bad.student) in held_back[0]


def test_the_trail_names_who_sent_it(kent):
    coordinator = make.coordinator(kent)
    evaluation = sending.send(placement=made.placed(kent), by=coordinator, today=TODAY)
    context = evaluation.events.get().pgh_context.metadata
    assert (context["what"], context["by"]) == ("Evaluation sent", coordinator.pk)
    assert Response.objects.count() == 2
