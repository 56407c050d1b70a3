"""Whoever ends an application chooses among reasons that fit: nobody is asked what only another could know."""

import pytest
from django.urls import reverse

from educators import recruitment
from tests import make as cast
from tests.educators import make_recruitment as make


def offered_on(page) -> set[str]:
    """Return the codes that a page's form offers."""
    return {code for code, _ in page.context["form"].fields["reason"].choices if code}


@pytest.mark.parametrize("change", [one.key for one in recruitment.CHANGES.values() if one.asks_why])
def test_every_change_that_asks_why_has_reasons_and_another_one(change):
    codes = [code for code, _ in recruitment.reasons_for(change)]
    assert len(codes) > 2
    assert codes[-1] == "other"


def test_every_reason_fits_some_change():
    fitting = {code for codes in recruitment.REASONS_FOR.values() for code in codes}
    assert fitting == {code for code, _ in recruitment.REASONS}


@pytest.mark.django_db
def test_a_line_manager_is_not_asked_about_the_interview(client):
    one = make.application(make.intake(), state="submitted")
    page = client.get(reverse("educators:manager_answer", args=[one.manager_link.token]))
    assert "workload" in offered_on(page)
    assert not {"interview", "places", "standard", "personal"} & offered_on(page)


@pytest.mark.django_db
def test_an_applicant_who_declines_is_not_asked_what_the_panel_thought(client):
    one = make.application(make.intake(), state="offered")
    page = client.get(reverse("educators:my_application", args=[one.link.token]))
    assert offered_on(page) == set(recruitment.OWN_REASONS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "change", "fits", "does_not"),
    [
        ("supported", "turn-down", "application", "interview"),
        ("interviewed", "not-offer", "interview", "personal"),
        ("on-programme", "not-complete", "standard", "interview"),
    ],
)
def test_a_coordinator_chooses_among_what_can_be_known_by_then(client, state, change, fits, does_not):
    one = make.application(make.intake(), state=state)
    client.force_login(cast.coordinator(one.intake.council))
    url = reverse("educators:application_move", args=[one.pk, change])
    page = client.get(url)
    offered = offered_on(page)
    assert '<option value="" selected>Choose…</option>' in page.text
    assert fits in offered
    assert does_not not in offered
    assert "Choose" in client.post(url, {"reason": does_not}).text
