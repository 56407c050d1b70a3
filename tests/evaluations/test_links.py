"""The questionnaire by a personal link: saved, resumed, checked, sent once; and every way a link can be wrong."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluations.actions import sending
from evaluations.models import Response
from kmtp.audit import history
from kmtp.mail import links
from tests import make
from tests.evaluations import made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel("2020-06-15T10:00:00Z", tick=False):
        yield


@pytest.fixture
def evaluation(kent):
    return made.sent(made.placed(kent))


@pytest.fixture
def token(evaluation):
    return made.side(evaluation, "student").link.token


def at(token, page="", *args):
    name = f"answer_{page}" if page else "answer"
    return reverse(f"evaluations:{name}", args=[token, *args])


def test_the_whole_way_from_the_letter_to_thank_you(token, evaluation):
    client = Client()
    start = client.get(at(token)).content.decode()
    assert "Tell us about your placement" in start and at(token, "page", "before") in start
    address, filled = at(token, "page", "before"), {"prep-match": "4", "prep-meeting": "yes"}
    pages = 0
    while "/check/" not in address:
        response = client.post(address, filled)
        assert response.status_code == 302
        address, filled = (
            response["Location"],
            {"overall-score": "9"} if "overall" in response["Location"] else {},
        )
        pages += 1
    assert pages == 11
    check = client.get(address).content.decode()
    assert "Agree" in check and "Not answered" in check
    done = client.post(address, follow=True)
    assert "What happens next" in done.content.decode()
    response = made.side(evaluation, "student")
    assert response.submitted_at and {one.key for one in response.answers.all()} == {
        "prep.match",
        "prep.meeting",
        "overall.score",
    }


def test_saving_for_later_comes_back_to_where_one_was(token):
    client = Client()
    saved = client.post(at(token, "page", "before"), {"prep-match": "4", "later": "1"}, follow=True)
    body = saved.content.decode()
    assert "saved" in body and "Go on" in body and at(token, "page", "induction") in body
    again = Client().get(at(token, "page", "before")).content.decode()
    assert 'value="4" checked' in " ".join(again.split()) or "checked" in again


def test_a_mistake_keeps_what_was_typed_and_says_what_to_do(token):
    response = Client().post(at(token, "page", "supervision"), {"sup-count": "many", "sup-minutes": "60"})
    body = response.content.decode()
    assert response.status_code == 200
    assert "four weeks: enter a number from 0 to 40" in body
    assert 'value="many"' in body and 'value="60"' in body
    assert 'href="#id_sup-count"' in body
    assert Response.objects.get(audience="student").answers.count() == 0


def test_an_answer_that_leads_to_a_question_shows_it_on_the_same_page(token):
    client = Client()
    response = client.post(at(token, "page", "assessment"), {"concern-raised": "yes"})
    assert response["Location"] == at(token, "page", "assessment") + "#div_id_concern-handled"
    assert (
        "It was handled fairly and promptly." in client.get(at(token, "page", "assessment")).content.decode()
    )
    answered = {"concern-raised": "yes", "concern-handled": "4"}
    assert client.post(at(token, "page", "assessment"), answered)["Location"] == at(token, "page", "fairness")


def test_a_change_from_the_check_goes_back_to_the_check(token):
    response = Client().post(at(token, "page", "before") + "?back=check", {"prep-match": "2"})
    assert response["Location"] == at(token, "check")


def test_sending_without_the_score_says_what_is_missing(token):
    body = Client().post(at(token, "check")).content.decode()
    assert "There is a problem" in body and "Overall learning quality" in body


def test_a_page_that_is_not_part_of_it_is_not_found(token):
    assert Client().get(at(token, "page", "nothing")).status_code == 404


def test_a_used_link_says_that_the_answers_are_in(token, evaluation):
    made.answered(evaluation, "student")
    client = Client()
    for page in (at(token), at(token, "page", "before"), at(token, "check")):
        response = client.get(page)
        assert (response.status_code, "already have your answers" in response.content.decode()) == (200, True)
    replay = client.post(at(token, "check"))
    assert (replay.status_code, "already have your answers" in replay.content.decode()) == (409, True)
    late = client.post(at(token, "page", "before"), {"prep-match": "1"})
    assert late.status_code == 409
    assert client.get(at(token, "thanks")).status_code == 200


def test_a_scanner_that_follows_the_link_spends_nothing(token):
    for _ in range(3):
        assert (Client().get(at(token)).status_code, Client().head(at(token)).status_code) == (200, 200)
    assert Client().get(at(token, "thanks")).status_code == 302
    response = Response.objects.get(audience="student")
    assert (response.started_at, response.submitted_at, response.link.used_at) == (None, None, None)


def wrong(response):
    body = response.content.decode()
    return response.status_code, "This link cannot be used" in body


def test_an_unknown_link_is_not_one_of_ours():
    response = Client().get(at("no-such-token"))
    assert wrong(response) == (404, True) and "not one of ours" in response.content.decode()


def test_a_link_for_another_purpose_opens_nothing():
    other = links.issue(purpose="invitation", days=7)
    assert wrong(Client().get(at(other.token))) == (404, True)


def test_a_link_without_a_response_opens_nothing():
    assert wrong(Client().get(at(links.issue(purpose="evaluation", days=7).token))) == (404, True)


def test_an_expired_link_says_whom_to_ask(token):
    with time_machine.travel("2020-08-20T10:00:00Z"):
        response = Client().get(at(token))
        posted = Client().post(at(token, "page", "before"), {"prep-match": "1"})
    assert wrong(response) == (410, True) and "Ask your coordinator" in response.content.decode()
    assert wrong(posted) == (410, True)


def test_a_closed_evaluation_takes_no_more_answers(token, evaluation):
    evaluation.opens_on = evaluation.closes_on = made.later(-1)
    evaluation.save()
    response = Client().get(at(token))
    assert wrong(response) == (410, True) and "time to answer is over" in response.content.decode()


def test_a_withdrawn_link_points_to_the_new_one(token, evaluation, kent):
    later = timezone.now() + timedelta(hours=1)
    side = made.side(evaluation, "student")
    sending.send_again(response=side, by=make.coordinator(kent), today=made.TODAY, now=later)
    assert wrong(Client().get(at(token))) == (410, True)
    assert Client().get(at(made.side(evaluation, "student").link.token)).status_code == 200


def test_a_page_by_link_is_kept_by_nobody_and_tells_nobody_its_address(token):
    for address in (at(token), at(token, "page", "before"), at(token, "check"), at("no-such-token")):
        response = Client().get(address)
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]
        body = response.content.decode()
        assert 'content="same-origin"' not in body


def test_a_post_without_the_forms_token_is_refused(token):
    """R8; and the "Origin: null" that browsers send under no-referrer is not a mistake."""
    client = Client(enforce_csrf_checks=True)
    address = at(token, "page", "before")
    assert client.post(address, {"prep-match": "4"}).status_code == 403
    client.get(address)
    cookie = client.cookies["csrf"].value
    filled = {"prep-match": "4", "csrfmiddlewaretoken": cookie}
    assert client.post(address, filled, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.post(address, filled, headers={"Origin": "null"}).status_code == 302


def test_signed_in_as_somebody_else_the_link_still_answers_for_whom_it_was_sent_to(
    token, evaluation, kent, signed_in
):
    coordinator = make.coordinator(kent)
    signed_in(coordinator).post(at(token, "page", "before"), {"prep-match": "4"})
    response = made.side(evaluation, "student")
    assert response.answers.count() == 1
    assert response.events.order_by("-pgh_id").first().pgh_context.metadata["by"] is None
    assert history.of(response)[0].by == "By personal link or public form"


def test_an_educator_answers_the_same_pages_signed_in(kent, signed_in):
    educator = make.educator(kent, sign_in=True)
    evaluation = made.sent(made.placed(kent, educator=educator))
    pk = made.side(evaluation, "educator").pk
    client = signed_in(educator.person)
    assert "Start" in client.get(reverse("evaluations:mine")).content.decode()
    client.post(reverse("evaluations:own_page", args=[pk, "overall"]), {"overall-score": "8"})
    done = client.post(reverse("evaluations:own_check", args=[pk]), follow=True)
    assert "What happens next" in done.content.decode()
    assert made.side(evaluation, "educator").submitted_at
    assert "Your answers came in" in client.get(reverse("evaluations:list")).content.decode()
