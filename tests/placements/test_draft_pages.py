"""The pages of the allocation: from a new draft to provisional placements, with the reasons on the way."""

from datetime import date

import pytest
from django.urls import reverse

from kmtp.partnership.models import Organisation
from placements.actions import drafts
from placements.models import Draft, Pairing, Placement, Ruling
from tests import make
from tests.placements.test_drafts import NOW, draft, offer, request

pytestmark = pytest.mark.django_db
PARTS = ("day", "month", "year")
SEASON = {
    **{f"starts_from_{place}": part for place, part in zip(PARTS, (2, 3, 2020), strict=True)},
    **{f"starts_until_{place}": part for place, part in zip(PARTS, (31, 8, 2020), strict=True)},
}


@pytest.fixture
def desk(kent: Organisation, signed_in):
    """The browser of Kent's coordinator."""
    return signed_in(make.coordinator(kent))


def weights(desk) -> dict[str, int]:
    """Return the weights as the form offers them."""
    form = desk.get(reverse("placements:draft_add")).context["form"]
    return {name: field.initial for name, field in form.fields.items() if isinstance(field.initial, int)}


def test_a_draft_is_started_with_the_weights_that_are_offered(kent, desk, django_capture_on_commit_callbacks):
    request(kent)
    typed = {"name": "Spring", "keeps": "", **SEASON, **weights(desk)}
    answer = desk.post(reverse("placements:draft_add"), typed, follow=True)
    made = Draft.objects.get()
    assert (made.council, made.starts_from, made.weights["wish"]) == (kent, date(2020, 3, 2), 30)
    assert "being worked out" in answer.text
    assert "Stop it" in answer.text


def test_what_is_wrong_is_said_at_once_and_what_was_typed_is_kept(kent, desk):
    typed = {"name": "", **SEASON, **weights(desk), "wish": "-1", "starts_until_year": "2019"}
    answer = desk.post(reverse("placements:draft_add"), typed)
    assert set(answer.context["form"].errors) == {"name", "wish", "starts_until"}
    assert '<details class="govuk-details" open>' in answer.text
    assert "Another service than the student wishes for must be" in answer.text
    assert '<details class="govuk-details">' in desk.get(reverse("placements:draft_add")).text


def test_the_workspace_shows_who_has_no_place_first_and_why(kent, desk):
    by, placed, left = make.coordinator(kent), request(kent), request(kent, kind="first")
    offer(kent, kinds=["final"])
    made = draft(kent, by)
    text = desk.get(made.get_absolute_url()).text
    assert "1 of 2 students has a place" in " ".join(text.split())
    assert text.index(str(left.student)) < text.index(str(placed.student))
    assert "No offer is left" in text
    only = desk.get(f"{made.get_absolute_url()}?placed=yes").text
    assert str(left.student) not in only


def test_a_student_in_a_draft_has_the_reasons_and_the_next_student(kent, desk):
    by, placed, left = make.coordinator(kent), request(kent), request(kent, kind="first")
    offer(kent, kinds=["final"])
    made = draft(kent, by)
    rows = {one.request_id: one for one in Pairing.objects.filter(draft=made)}
    without = desk.get(reverse("placements:draft_student", args=[made.pk, rows[left.pk].pk])).text
    assert "No place, and why" in without and "in reach" in without
    assert str(placed.student) in without
    found = desk.get(reverse("placements:draft_student", args=[made.pk, rows[placed.pk].pk])).text
    assert "Travel is not known" in found


def test_publishing_asks_and_says_what_happened(kent, desk):
    by = make.coordinator(kent)
    request(kent)
    offer(kent)
    made = draft(kent, by)
    url = reverse("placements:draft_publish", args=[made.pk])
    assert "1 student gets a provisional placement" in desk.get(url).text
    assert "1 placement is provisional now" in desk.post(url, follow=True).text
    assert Placement.objects.get().state == "provisional"


def test_publishing_a_stale_draft_answers_409_and_says_what_to_do(kent, desk):
    by = make.coordinator(kent)
    request(kent)
    offer(kent)
    made = draft(kent, by)
    request(kent)
    answer = desk.post(reverse("placements:draft_publish", args=[made.pk]))
    assert (answer.status_code, Placement.objects.count()) == (409, 0)
    assert "Draft it again" in answer.text


def test_two_drafts_are_compared_by_what_differs(kent, desk):
    by, asked, same = make.coordinator(kent), request(kent), request(kent, kind="first")
    first = draft(kent, by, name="Before")
    offer(kent, kinds=["final"])
    second = draft(kent, by, name="After")
    url = f"{reverse('placements:draft_compare')}?a={first.pk}&b={second.pk}"
    answer = desk.get(url)
    assert [row[0] for row in answer.context["rows"]] == [asked]
    assert ("Students with a place", "0 of 2", "1 of 2") in answer.context["figures"]
    assert str(same.student) not in answer.text


def test_a_ruling_is_made_and_taken_back_from_the_pages(kent, desk):
    asked, only = request(kent), offer(kent)
    url = reverse("placements:ruling_add", args=[asked.pk, only.pk])
    assert "The ruling is saved" in desk.post(url, {"says": "bar", "why": "Worked there"}, follow=True).text
    ruling = Ruling.objects.get()
    desk.post(reverse("placements:ruling_take_back", args=[ruling.pk]))
    assert not Ruling.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_workspace_costs_the_same_queries_for_any_number(kent, desk, number, django_assert_num_queries):
    by = make.coordinator(kent)
    for _ in range(number):
        request(kent)
        offer(kent)
    made = draft(kent, by)
    desk.get(made.get_absolute_url())
    with django_assert_num_queries(5):
        desk.get(made.get_absolute_url())


def test_a_draft_of_all_councils_is_the_leads(kent, desk, signed_in):
    request(kent)
    made = draft(None, make.lead())
    assert desk.get(made.get_absolute_url()).status_code == 404
    assert signed_in(make.lead()).get(made.get_absolute_url()).status_code == 200


def test_progress_is_told_and_a_run_is_stopped(kent, desk):
    request(kent)
    season = {"starts_from": date(2020, 3, 2), "starts_until": date(2020, 8, 31)}
    made = drafts.start(draft=Draft(council=kent, name="One", **season), by=make.coordinator(kent), now=NOW)
    progress = desk.get(reverse("placements:draft_progress", args=[made.pk])).json()
    assert progress == {"progress": 0, "step": "Waiting: 0 per cent", "done": False}
    assert "is cancelled" in desk.post(reverse("placements:draft_cancel", args=[made.pk]), follow=True).text
    assert desk.get(reverse("placements:draft_progress", args=[made.pk])).json()["done"]
