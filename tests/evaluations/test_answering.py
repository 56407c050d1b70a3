"""Saving, sending once, and what sending leads to."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from evaluations.actions import answering, following_up
from evaluations.models import Answer, FollowUp, Response
from evaluations.questionnaire import Questionnaire
from kmtp.audit import Refused
from kmtp.mail.models import Letter
from tests import make
from tests.evaluations import made
from tests.evaluations.made import TODAY, later

pytestmark = pytest.mark.django_db


def said(response):
    return {answer.key: answer.value for answer in response.answers.all()}


def test_answers_are_stored_as_what_they_are():
    answers = {"prep.match": "4", "prep.info": "na", "sup.minutes": "67.5", "text.best": "The team"}
    response = made.saved(made.sent(), "student", answers)
    stored = {one.key: (one.number, one.choice, one.text) for one in response.answers.all()}
    assert stored == {
        "prep.match": (4, "", ""),
        "prep.info": (None, "na", ""),
        "sup.minutes": (67.5, "", ""),
        "text.best": (None, "", "The team"),
    }
    assert response.started_at is not None


def test_an_empty_value_takes_an_answer_back():
    evaluation = made.sent()
    made.saved(evaluation, "student", {"prep.match": "4"})
    assert said(made.saved(evaluation, "student", {"prep.match": ""})) == {}


def test_an_answer_that_is_no_longer_asked_for_is_forgotten():
    evaluation = made.sent()
    response = made.saved(evaluation, "student", {"edi.harm": "yes", "edi.harm.text": "It was said that"})
    assert set(said(response)) == {"edi.harm", "edi.harm.text"}
    assert set(said(made.saved(evaluation, "student", {"edi.harm": "no"}))) == {"edi.harm"}


def test_saving_twice_is_harmless():
    evaluation = made.sent()
    made.saved(evaluation, "student", {"prep.match": "4"})
    made.saved(evaluation, "student", {"prep.match": "4"})
    assert Answer.objects.count() == 1


def test_sending_needs_the_overall_score():
    response = made.saved(made.sent(), "student", {"prep.match": "4"})
    with pytest.raises(Refused, match="Overall learning quality"):
        answering.submit(response=response, by=None, today=TODAY)


def test_answers_are_sent_once_and_not_changed_after():
    response = made.answered(made.sent(), "student")
    for act in (answering.submit, save_again):
        with pytest.raises(Refused, match="already have your answers"):
            act(response=response, by=None, today=TODAY)


def save_again(**kwargs):
    answering.save(questions=[], values={}, **kwargs)


def test_nothing_is_saved_after_the_last_day():
    response = made.side(made.sent(), "student")
    save_again(response=response, by=None, today=later(59))
    with pytest.raises(Refused, match="time to answer is over") as caught:
        save_again(response=response, by=None, today=later(60))
    assert caught.value.status == 410


def test_the_second_side_reveals_both():
    evaluation = made.sent()
    made.answered(evaluation, "educator")
    evaluation.refresh_from_db()
    assert evaluation.revealed_at is None
    made.answered(evaluation, "student")
    evaluation.refresh_from_db()
    assert evaluation.revealed_at is not None


def test_sending_uses_the_link_up():
    assert made.answered(made.sent(), "student").link.used_at is not None


def test_alerts_open_follow_ups_at_once_and_tell_the_coordinators(kent):
    coordinator = make.coordinator(kent)
    evaluation = made.sent(made.placed(kent))
    made.answered(evaluation, "student", {"edi.harm": "yes", "ind.safety": "no", "obs.count": "2"})
    rules = sorted(FollowUp.objects.values_list("rule", "audience", "state"))
    assert rules == [(rule, "student", "open") for rule in ("edi.harm", "ind.safety", "obs.count")]
    letters = Letter.objects.filter(kind="evaluation_follow_up")
    assert {letter.to for letter in letters} == {coordinator.email}
    assert all("discrimination" not in f"{letter.subject} {letter.body}".lower() for letter in letters)


def test_the_observations_asked_for_are_those_of_the_kind(kent):
    first = made.sent(made.placed(kent, kind="first"))
    made.answered(first, "student", {"obs.count": "2"})
    assert FollowUp.objects.count() == 0


def test_what_was_saved_but_not_sent_alerts_nobody():
    made.saved(made.sent(), "student", {"edi.harm": "yes"})
    assert FollowUp.objects.count() == 0


def test_a_follow_up_is_closed_once_with_what_was_done(kent):
    made.answered(made.sent(made.placed(kent)), "student", {"ind.safety": "no"})
    follow_up, coordinator = FollowUp.objects.get(), make.coordinator(kent)
    with pytest.raises(Refused, match="Write what was done"):
        following_up.close(follow_up=follow_up, note=" ", by=coordinator)
    closed = following_up.close(follow_up=follow_up, note="Went through it with the team.", by=coordinator)
    assert (closed.state, closed.closed_by) == ("closed", coordinator)
    with pytest.raises(Refused, match="already"):
        following_up.close(follow_up=follow_up, note="Again", by=coordinator)
    again = following_up.reopen(follow_up=follow_up, by=coordinator, why="It happened again")
    assert (again.state, again.note) == ("open", "Went through it with the team.")
    with pytest.raises(Refused, match="open already"):
        following_up.reopen(follow_up=follow_up, by=coordinator, why="x")


def test_a_trainee_is_asked_about_her_mentor(kent):
    educator = make.educator(kent, stage=1, email="t@kent.example")
    evaluation = made.sent(made.placed(kent, educator=educator))
    asked = lambda: [one.key for one in Questionnaire(made.side(evaluation, "educator")).asked]  # noqa: E731
    assert "pe.mentor" not in asked()
    educator.trainings.create(stage="stage-2", year="2019/20")
    assert "pe.mentor" in asked()


@pytest.mark.django_db(transaction=True)
def test_fifty_posts_at_once_send_the_answers_once():
    """F10: 50 parallel submits → one."""
    response = made.saved(made.sent(), "student", {"overall.score": "7", "ind.safety": "no"})
    outcomes = at_once(50, lambda: answering.submit(response=response, by=None, today=TODAY))
    assert sorted(outcomes) == ["done"] + ["refused"] * 49
    assert FollowUp.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_both_sides_sent_at_the_same_moment_are_revealed():
    for _ in range(5):
        evaluation = made.sent(made.placed(make.council()))
        sides = [made.saved(evaluation, side, {"overall.score": "7"}) for side in ("student", "educator")]
        at_once(2, lambda queue=sides: answering.submit(response=queue.pop(), by=None, today=TODAY))
        evaluation.refresh_from_db()
        assert evaluation.revealed_at is not None
        assert Response.objects.submitted().filter(evaluation=evaluation).count() == 2


def at_once(times, act):
    """Run ``act`` so many times at one moment; return what became of each."""
    barrier = Barrier(times)

    def one(_):
        barrier.wait(timeout=20)
        try:
            act()
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))
