"""Every page: who opens it, what it shows to whom, and how many queries it takes."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations.models import Evaluation, FollowUp, Response
from tests import make
from tests.evaluations import made
from tests.evaluations.made import later

pytestmark = pytest.mark.django_db
SECRET = "A canary in a restricted answer"


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel("2020-06-15T10:00:00Z", tick=False):
        yield


@pytest.fixture
def educator(kent):
    return make.educator(kent, sign_in=True, email="stella@kent.example")


@pytest.fixture
def evaluation(kent, educator):
    return made.sent(made.placed(kent, educator=educator))


def page(name, *args):
    return reverse(f"evaluations:{name}", args=args)


def token(evaluation, audience="student"):
    return made.side(evaluation, audience).link.token


def routes(evaluation):
    follow_up = FollowUp.objects.create(evaluation=evaluation, audience="student", rule="ind.safety")
    return {
        "detail": page("detail", evaluation.pk),
        "edit": page("edit", evaluation.pk),
        "send_again": page("send_again", evaluation.pk, "student"),
        "send": page("send", evaluation.placement.pk),
        "follow_up": page("follow_up", follow_up.pk),
        "follow_up_close": page("follow_up_close", follow_up.pk),
        "follow_up_reopen": page("follow_up_reopen", follow_up.pk),
        "own": page("own", made.side(evaluation, "educator").pk),
        "own_page": page("own_page", made.side(evaluation, "educator").pk, "before"),
        "own_check": page("own_check", made.side(evaluation, "educator").pk),
        "own_thanks": page("own_thanks", made.side(evaluation, "educator").pk),
        "list": page("list"),
        "mine": page("mine"),
        "due": page("due"),
        "results": page("results"),
        "follow_ups": page("follow_ups"),
    }


def codes(client, addresses):
    return {name: client.get(address).status_code for name, address in addresses.items()}


OWN = {"own": 403, "own_page": 403, "own_check": 403, "own_thanks": 403, "mine": 403}
LISTS = {"list": 200, "due": 200, "results": 200, "follow_ups": 200}
RECORDS = ("detail", "edit", "send_again", "send", "follow_up", "follow_up_close", "follow_up_reopen")


def test_a_coordinator_opens_all_but_the_answering_pages(kent, evaluation, signed_in):
    found = codes(signed_in(make.coordinator(kent)), routes(evaluation))
    assert found == dict.fromkeys(RECORDS, 200) | LISTS | OWN


def test_another_councils_records_do_not_exist(medway, evaluation, signed_in):
    found = codes(signed_in(make.coordinator(medway)), routes(evaluation))
    assert found == dict.fromkeys(RECORDS, 404) | LISTS | OWN


def test_the_lead_opens_what_coordinators_open(evaluation, signed_in):
    assert codes(signed_in(make.lead()), routes(evaluation)) == dict.fromkeys(RECORDS, 200) | LISTS | OWN


def test_a_university_reads_and_changes_nothing(cccu, evaluation, signed_in):
    found = codes(signed_in(make.partner(cccu)), routes(evaluation))
    refused = dict.fromkeys(
        ("edit", "send_again", "send", "follow_up", "follow_up_close", "follow_up_reopen"), 403
    )
    assert found == refused | OWN | {
        "detail": 200,
        "list": 200,
        "results": 200,
        "due": 403,
        "follow_ups": 403,
    }


def test_another_university_finds_nothing(evaluation, signed_in):
    client = signed_in(make.partner(make.university("Kent Uni")))
    assert client.get(page("detail", evaluation.pk)).status_code == 404


def test_an_educator_answers_and_reads_her_own(educator, evaluation, signed_in):
    found = codes(signed_in(educator.person), routes(evaluation))
    own = {
        "own": 200,
        "own_page": 200,
        "own_check": 200,
        "own_thanks": 302,
        "mine": 200,
        "list": 200,
        "detail": 200,
    }
    staff = "edit send_again send follow_up follow_up_close follow_up_reopen due results follow_ups"
    assert found == own | dict.fromkeys(staff.split(), 403)


def test_another_educators_pages_do_not_exist(kent, evaluation, signed_in):
    other = make.educator(kent, sign_in=True, first_name="Olu", last_name="Other")
    found = codes(signed_in(other.person), routes(evaluation))
    missing = {name: code for name, code in found.items() if code == 404}
    assert set(missing) == {"detail", "own", "own_page", "own_check", "own_thanks"}


def test_a_manager_opens_nothing(kent, evaluation, signed_in):
    assert set(codes(signed_in(make.manager(kent)), routes(evaluation)).values()) == {403}


def test_a_visitor_is_sent_to_sign_in_except_by_a_personal_link(evaluation):
    found = codes(Client(), routes(evaluation))
    assert set(found.values()) == {302}
    assert Client().get(page("answer", token(evaluation))).status_code == 200


def test_nobody_reads_answers_before_both_are_in(kent, evaluation, signed_in):
    made.answered(evaluation, "student", {"text.best": "The duty desk"})
    body = signed_in(make.coordinator(kent)).get(page("detail", evaluation.pk)).content.decode()
    assert "The duty desk" not in body
    assert "once both sides have sent theirs" in body


def reveal(evaluation):
    made.both(
        evaluation,
        {
            "text.best": "The duty desk",
            "prep.match": "5",
            "edi.harm": "yes",
            "edi.harm.text": SECRET,
            "stu.cost": "2",
        },
        {"text.best": "Her questions", "prep.match": "2", "obs.count": "3", "pe.manager": "1"},
    )


def test_a_coordinator_reads_both_sides_and_what_is_restricted(kent, evaluation, signed_in):
    reveal(evaluation)
    body = signed_in(make.coordinator(kent)).get(page("detail", evaluation.pk)).content.decode()
    assert all(
        words in body for words in ("The duty desk", "Her questions", "Divergent", SECRET, "At least 3")
    )
    assert "1 of 1 statement with both sides lie two steps or more apart" in body


def test_a_university_reads_both_sides_without_what_is_restricted(cccu, evaluation, signed_in):
    reveal(evaluation)
    client = signed_in(make.partner(cccu))
    body = client.get(page("detail", evaluation.pk)).content.decode()
    assert "The duty desk" in body and "Her questions" in body
    assert "I could manage what the placement cost me." in body
    assert "My manager supported me in the role." not in body
    for address in (
        page("detail", evaluation.pk),
        page("results"),
        page("results") + "?format=csv",
        page("list"),
    ):
        response = client.get(address)
        text = b"".join(response).decode()
        assert SECRET not in text and "discrimination on placement" not in text


def test_an_educator_reads_both_sides_once_the_outcome_is_recorded(educator, evaluation, signed_in):
    reveal(evaluation)
    client = signed_in(educator.person)
    body = client.get(page("detail", evaluation.pk)).content.decode()
    assert "The duty desk" not in body and "once the outcome of the placement is recorded" in body
    evaluation.placement.state = "passed"
    evaluation.placement.save()
    body = client.get(page("detail", evaluation.pk)).content.decode()
    assert "The duty desk" in body
    assert SECRET not in body and "discrimination on placement" not in body
    assert "I could manage what the placement cost me." not in body


def test_what_was_saved_and_never_sent_stays_sealed(kent, evaluation, signed_in):
    made.answered(evaluation, "student")
    made.saved(evaluation, "educator", {"text.best": "A thought not sent"})
    Evaluation.objects.update(opens_on=later(-60), closes_on=later(-1))
    body = signed_in(make.coordinator(kent)).get(page("detail", evaluation.pk)).content.decode()
    assert "A thought not sent" not in body
    assert "Single source: the practice educator did not answer in time." in body


def test_a_follow_up_shows_what_was_said_to_the_coordinator_alone(kent, cccu, evaluation, signed_in):
    made.answered(
        evaluation, "student", {"edi.harm": "yes", "edi.harm.text": SECRET, "text.best": "The duty desk"}
    )
    address = FollowUp.objects.get().get_absolute_url()
    body = signed_in(make.coordinator(kent)).get(address).content.decode()
    assert SECRET in body and "The duty desk" not in body
    assert signed_in(make.partner(cccu)).get(address).status_code == 403


def test_a_follow_up_is_closed_with_a_note(kent, evaluation, signed_in):
    made.answered(evaluation, "student", {"ind.safety": "no"})
    client, follow_up = signed_in(make.coordinator(kent)), FollowUp.objects.get()
    empty = client.post(page("follow_up_close", follow_up.pk), {"note": ""})
    assert "Answer “What did you do?”" in empty.content.decode()
    done = client.post(page("follow_up_close", follow_up.pk), {"note": "Spoke to the team."}, follow=True)
    assert "Closed, with what you did." in done.content.decode()


def test_sending_from_a_placement(kent, signed_in):
    placement = made.placed(kent)
    client = signed_in(make.coordinator(kent))
    done = client.post(page("send", placement.pk), {"moment": "end"}, follow=True)
    assert "each get a letter" in done.content.decode()
    again = client.post(page("send", placement.pk), {"moment": "end"})
    assert again.status_code == 409 and "sent already" in again.content.decode()
    assert Evaluation.objects.count() == 1


def test_sending_several_leaves_other_councils_out(kent, medway, signed_in):
    mine, theirs = made.placed(kent, ends_on=later(20)), made.placed(medway, ends_on=later(20))
    client = signed_in(make.coordinator(kent))
    assert str(mine.student) in client.get(page("due")).content.decode()
    client.post(page("send_chosen"), {"chosen": [mine.pk, theirs.pk]})
    assert [one.placement for one in Evaluation.objects.all()] == [mine]


def test_changing_the_last_day(kent, evaluation, signed_in):
    client = signed_in(make.coordinator(kent))
    address = page("edit", evaluation.pk)
    past = client.post(address, {"closes_on_day": "1", "closes_on_month": "6", "closes_on_year": "2020"})
    assert "Choose today or a later day" in past.content.decode()
    client.post(address, {"closes_on_day": "1", "closes_on_month": "9", "closes_on_year": "2020"})
    evaluation.refresh_from_db()
    assert str(evaluation.closes_on) == "2020-09-01"


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["list", "due", "results", "follow_ups"])
def test_a_list_takes_the_same_few_queries_whatever_its_length(name, kent, signed_in):
    client = signed_in(make.lead())
    make.council("Medway")

    def add():
        one, two = made.several(1, kent)[0], made.placed(kent, ends_on=later(10))
        made.both(one, {"ind.safety": "no"}, {})
        assert two.pk

    add()
    first = queries(client, page(name))
    add()
    add()
    assert (queries(client, page(name)), first <= 12) == (first, True)


def test_a_record_takes_few_queries(kent, evaluation, signed_in):
    reveal(evaluation)
    assert queries(signed_in(make.coordinator(kent)), page("detail", evaluation.pk)) <= 12


def test_a_page_of_the_questionnaire_takes_few_queries(evaluation):
    assert queries(Client(), page("answer_page", token(evaluation), "before")) <= 12


def test_her_own_list_takes_the_same_queries(kent, educator, signed_in):
    client = signed_in(educator.person)
    made.sent(made.placed(kent, educator=educator))
    first = queries(client, page("mine"))
    made.sent(made.placed(kent, educator=educator))
    made.sent(made.placed(kent, educator=educator))
    assert queries(client, page("mine")) == first


def test_results_are_not_shown_below_five(kent, signed_in):
    client = signed_in(make.coordinator(kent))
    for evaluation in made.several(4, kent):
        made.both(evaluation, {"prep.match": "5"}, {"prep.match": "4"})
    assert "fewer than 5" in client.get(page("results")).content.decode()
    made.both(made.several(1, kent)[0], {"prep.match": "2"}, {"prep.match": "4"})
    body = client.get(page("results")).content.decode()
    assert "Strongly agree 4, Disagree 1" in body and "4.4" in body
    assert "5 of 5 answered" in body
    csv = b"".join(client.get(page("results") + "?format=csv")).decode()
    assert "4.4" in csv and "Strongly agree 4" in csv


def test_the_list_can_be_filtered_and_taken_away(kent, evaluation, signed_in):
    client = signed_in(make.coordinator(kent))
    assert "1 evaluation" in client.get(page("list") + "?state=sent&year=2019-20").content.decode()
    assert "Nothing matches" in client.get(page("list") + "?state=closed").content.decode()
    assert client.get(page("list") + "?format=xlsx").status_code == 200
    for sort in ("student", "-educator", "university", "state", "-opens_on", "closes_on", "ends_on"):
        assert client.get(page("list") + f"?sort={sort}").status_code == 200


def test_an_empty_list_says_why(kent, signed_in):
    assert (
        "No evaluation was sent yet" in signed_in(make.coordinator(kent)).get(page("list")).content.decode()
    )


def test_a_get_changes_nothing(kent, evaluation, signed_in):
    before = list(Response.objects.values_list()), list(Evaluation.objects.values_list())
    client = signed_in(make.coordinator(kent))
    for address in routes(evaluation).values():
        client.get(address)
    for name in ("answer", "answer_check", "answer_thanks"):
        Client().get(page(name, token(evaluation)))
        Client().head(page(name, token(evaluation)))
    assert (list(Response.objects.values_list()), list(Evaluation.objects.values_list())) == before
