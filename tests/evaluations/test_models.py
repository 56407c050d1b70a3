"""What must never be false of an evaluation, each allowed once and refused once."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluations.models import Answer, Evaluation, FollowUp, Response
from tests import make
from tests.evaluations import made

pytestmark = pytest.mark.django_db
DAY = date(2020, 6, 1)


def evaluation(**facts):
    facts = {
        "placement": facts.pop("placement", None) or made.placed(),
        "opens_on": DAY,
        "closes_on": DAY,
        **facts,
    }
    return Evaluation(**facts)


def refused(record, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        record.save()


def sentence(record):
    with pytest.raises(ValidationError) as caught:
        record.full_clean()
    return " ".join(caught.value.messages)


def test_a_placement_is_evaluated_once_at_each_moment():
    first = evaluation()
    first.save()
    evaluation(placement=first.placement, moment="midpoint").save()
    again = evaluation(placement=first.placement)
    assert "already has an evaluation" in sentence(again)
    refused(again, "evaluation_is_sent_once")


def test_an_evaluation_closes_after_it_opens():
    evaluation().save()
    wrong = evaluation(placement=made.placed(), closes_on=date(2020, 5, 31))
    assert "on or after the day it was sent" in sentence(wrong)
    refused(wrong, "evaluation_closes_after_it_opens")


def test_each_side_answers_once():
    one = made.sent()
    wrong = Response(evaluation=one, audience="student")
    assert "already asked" in sentence(wrong)
    refused(wrong, "response_is_given_once")


def test_a_response_is_sent_after_it_was_started():
    response = made.side(made.sent(), "student")
    response.started_at = response.submitted_at = timezone.now()
    response.save()
    response.started_at = None
    assert "after it was started" in sentence(response)
    refused(response, "response_is_sent_after_it_was_started")


@pytest.mark.parametrize(
    "facts", [{"number": Decimal(3)}, {"number": Decimal(0)}, {"choice": "yes"}, {"text": "The team"}]
)
def test_an_answer_is_one_thing(facts):
    Answer.objects.create(response=made.side(made.sent(), "student"), key="a", **facts)


@pytest.mark.parametrize(
    "facts", [{}, {"number": Decimal(3), "choice": "na"}, {"choice": "yes", "text": "Words"}]
)
def test_an_answer_is_not_nothing_and_not_two_things(facts):
    wrong = Answer(response=made.side(made.sent(), "student"), key="a", **facts)
    assert "one of them" in sentence(wrong)
    refused(wrong, "answer_is_one_thing")


def test_an_answer_is_not_below_nought():
    refused(
        Answer(response=made.side(made.sent(), "student"), key="a", number=-1), "answer_is_not_below_nought"
    )


def test_a_question_is_answered_once():
    response = made.side(made.sent(), "student")
    Answer.objects.create(response=response, key="a", choice="yes")
    refused(Answer(response=response, key="a", choice="no"), "answer_is_given_once")


def test_a_follow_up_is_opened_once_for_each_side_and_rule():
    one = made.sent()
    FollowUp.objects.create(evaluation=one, audience="student", rule="edi.harm")
    FollowUp.objects.create(evaluation=one, audience="educator", rule="edi.harm")
    refused(FollowUp(evaluation=one, audience="student", rule="edi.harm"), "follow_up_is_opened_once")


def test_a_follow_up_is_closed_with_a_note():
    follow_up = FollowUp.objects.create(evaluation=made.sent(), audience="student", rule="edi.harm")
    follow_up.state, follow_up.closed_at = "closed", timezone.now()
    refused(follow_up, "follow_up_is_closed_with_a_note")
    follow_up.note = "Spoke to the student."
    follow_up.save()


def test_the_state_is_worked_out_from_the_responses_and_the_day(kent):
    sent, one_in, all_in, closed = made.several(4, kent)
    made.answered(one_in, "student")
    made.both(all_in, {}, {})
    Evaluation.objects.filter(pk=closed.pk).update(opens_on=made.later(-60), closes_on=made.later(-1))
    states = dict(Evaluation.objects.with_state(made.TODAY).values_list("pk", "state"))
    assert states == {sent.pk: "sent", one_in.pk: "one-in", all_in.pk: "both-in", closed.pk: "closed"}


def test_each_person_reaches_their_own(kent, medway, cccu):
    educator = make.educator(kent, sign_in=True, email="stella@kent.example")
    mine = made.sent(made.placed(kent, educator=educator))
    theirs = made.sent(made.placed(medway))
    reach = {
        "coordinator": make.coordinator(kent),
        "other coordinator": make.coordinator(medway),
        "lead": make.lead(),
        "university": make.partner(cccu),
        "other university": make.partner(make.university("Kent Uni")),
        "educator": educator.person,
        "manager": make.manager(kent),
    }
    found = {who: set(Evaluation.objects.visible_to(person)) for who, person in reach.items()}
    assert found == {
        "coordinator": {mine},
        "other coordinator": {theirs},
        "lead": {mine, theirs},
        "university": {mine, theirs},
        "other university": set(),
        "educator": {mine},
        "manager": set(),
    }


def test_nobody_opens_the_students_side_by_signing_in(kent):
    educator = make.educator(kent, sign_in=True, email="stella@kent.example")
    evaluation = made.sent(made.placed(kent, educator=educator))
    assert list(Response.objects.visible_to(educator.person)) == [made.side(evaluation, "educator")]
    assert list(Response.objects.visible_to(make.coordinator(kent))) == []
    assert list(Response.objects.visible_to(make.lead())) == []


def test_follow_ups_are_for_coordinators_and_leads_alone(kent, medway, cccu):
    follow_up = FollowUp.objects.create(
        evaluation=made.sent(made.placed(kent)), audience="student", rule="edi.harm"
    )
    people = [
        make.coordinator(kent),
        make.lead(),
        make.coordinator(medway),
        make.partner(cccu),
        make.manager(kent),
    ]
    found = [list(FollowUp.objects.visible_to(person)) for person in people]
    assert found == [[follow_up], [follow_up], [], [], []]
