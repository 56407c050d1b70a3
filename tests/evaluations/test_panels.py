"""What evaluations ask of each role on Home, and show on a placement."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from evaluations import todo
from tests import make
from tests.evaluations import made
from tests.evaluations.made import TODAY, later

pytestmark = pytest.mark.django_db


def lines(person, day=TODAY):
    return [(line.sentence, line.url, line.urgent) for line in todo.lines(person, day)]


def test_a_coordinator_sees_follow_ups_first_then_what_to_chase(kent, medway):
    one, two = made.several(2, kent)
    made.answered(one, "student", {"ind.safety": "no"})
    made.both(two, {}, {})
    assert lines(make.coordinator(kent), later(14)) == [
        ("1 answer needs a follow-up", "/evaluations/follow-ups/?state=open", True),
        (
            "1 evaluation to chase: sent two weeks ago or more",
            "/evaluations/?state=sent&state=one-in&sort=opens_on",
            False,
        ),
    ]
    assert lines(make.coordinator(medway), later(14)) == []
    assert len(lines(make.lead(), later(14))) == 2


def test_nothing_to_chase_in_the_first_two_weeks(kent):
    made.sent(made.placed(kent))
    assert lines(make.coordinator(kent), later(13)) == []


def test_an_educator_is_asked_about_her_students(kent):
    educator = make.educator(kent, sign_in=True, email="stella@kent.example")
    first = made.sent(made.placed(kent, educator=educator))
    own = made.side(first, "educator")
    assert lines(educator.person) == [
        ("Tell us about your student's placement (10 minutes)", f"/evaluations/mine/{own.pk}/", False)
    ]
    made.sent(made.placed(kent, educator=educator))
    assert [line[0] for line in lines(educator.person)] == [
        "Tell us about 2 of your students' placements (10 minutes each)"
    ]
    made.answered(first, "educator")
    assert len(lines(educator.person)) == 1


def test_managers_and_universities_are_asked_nothing(kent, cccu):
    made.answered(made.sent(made.placed(kent)), "student", {"ind.safety": "no"})
    assert [lines(person, later(20)) for person in (make.manager(kent), make.partner(cccu))] == [[], []]


def render(words, person, **context):
    request = RequestFactory().get("/")
    request.user = person
    page = "{% load evaluations_panels %}" + words
    return Template(page).render(Context({"request": request, **context})).strip()


def test_a_placement_shows_its_evaluations_and_offers_to_send_one(kent, cccu):
    placement = made.placed(kent)
    tag = "{% placement_evaluations placement %}"
    before = render(tag, make.coordinator(kent), placement=placement)
    assert "Not sent yet" in before and f"/evaluations/send/{placement.pk}/" in before
    evaluation = made.sent(placement)
    after = render(tag, make.partner(cccu), placement=placement)
    assert evaluation.get_absolute_url() in after and "/evaluations/send/" not in after
