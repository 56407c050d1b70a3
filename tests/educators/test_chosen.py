"""What is done with several rows of the register: the list stays as it was filtered, the file is what it shows."""

from datetime import timedelta

import pytest
from django.urls import reverse

from educators.actions import standing
from educators.models import AvailabilityCall
from kmtp.partnership.academic_year import AcademicYear
from tests import make
from tests.educators.test_register import TODAY, keeper, parts

pytestmark = pytest.mark.django_db
__all__ = ["keeper"]
LIST = "/educators/?employment=False&q=ann"


def table(response) -> list[str]:
    """Return the lines of a CSV file."""
    return b"".join(response.streaming_content).decode("utf-8-sig").splitlines()


def test_the_buttons_carry_the_filters_along(kent, keeper):
    make.educator(kent, first_name="Ann")
    assert "/educators/move/?employment=False&amp;q=ann" in keeper.get(LIST).text


@pytest.mark.parametrize("name", ["move_chosen", "call_chosen", "download_csv"])
def test_whoever_chose_nothing_comes_back_to_the_list_as_it_was_filtered(name, kent, keeper):
    url = reverse(f"educators:{name}") + "?employment=False&q=ann"
    assert keeper.post(url).url == LIST


def test_after_a_move_the_list_is_filtered_as_before(kent, keeper):
    ann, team = make.educator(kent, first_name="Ann"), make.team(kent, "Thanet Team")
    facts = {"chosen": [ann.pk], "asked": "1", "team": team.pk, **parts("on", TODAY)}
    url = reverse("educators:move_chosen") + "?employment=False&q=ann"
    assert keeper.post(url, facts).url == LIST


def test_after_asking_for_availability_the_list_is_filtered_as_before(kent, keeper):
    ann = make.educator(kent, first_name="Ann")
    AvailabilityCall.objects.create(
        council=kent,
        year=AcademicYear.of(TODAY),
        opens_on=TODAY,
        closes_on=TODAY + timedelta(days=9),
        state="open",
    )
    url = reverse("educators:call_chosen") + "?employment=False&q=ann"
    assert keeper.post(url, {"chosen": [ann.pk]}).url == LIST


def test_the_chosen_rows_of_both_councils_name_the_council(kent, medway, signed_in):
    chosen = [make.educator(one, first_name="Ann").pk for one in (kent, medway)]
    lines = table(signed_in(make.lead()).post(reverse("educators:download_csv"), {"chosen": chosen}))
    column = lines[0].split(",").index("Council")
    assert {line.split(",")[column] for line in lines[1:]} == {"Kent", "Medway"}


def test_the_chosen_rows_stand_in_the_order_of_the_list(kent, keeper):
    chosen = [make.educator(kent, first_name="Ann", last_name=name).pk for name in ("Young", "Abbott")]
    lines = table(keeper.post(reverse("educators:download_csv"), {"chosen": chosen}))
    assert [line.split(",")[0] for line in lines[1:]] == ["Ann Abbott", "Ann Young"]


def test_of_somebody_who_lapsed_the_register_does_not_say_that_it_holds(kent, keeper):
    ann = make.educator(kent, first_name="Ann")
    ann.awards.update(awarded_on=TODAY - timedelta(days=3000))
    standing.refresh([ann.pk], today=TODAY)
    page = keeper.get("/educators/?q=ann").text
    assert "Lapsed" in page
    assert '<span class="facts">current until ' in page
