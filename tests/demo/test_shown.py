"""The demo shows every state that somebody who looks around would look for."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from educators import recruitment
from educators.currency import months_after
from educators.models import (
    Activity,
    Application,
    AvailabilityAnswer,
    AvailabilityCall,
    Cpd,
    Educator,
    ReturnPlan,
)
from educators.models.educator import Currency, EducatorQuerySet
from educators.models.policy import policy_on
from kmtp.partnership.models import Postcode
from placements.actions import drafts
from placements.models import Draft

COUNCILS = ("kent", "medway")
pytestmark = pytest.mark.usefixtures("demo")


def standing(council: str, day: date) -> EducatorQuerySet:
    return Educator.objects.filter(council__slug=council).active_on(day).with_currency(day, policy_on(day))


@pytest.mark.parametrize("council", COUNCILS)
def test_every_state_of_currency_is_there_and_most_people_are_current(council):
    today = localdate()
    states = list(standing(council, today).values_list("currency", flat=True))
    assert set(states) == set(Currency.values)
    assert states.count("current") > len(states) / 2
    assert states.count("due") >= 2
    assert states.count("lapsed") < len(states) / 4


@pytest.mark.parametrize("council", COUNCILS)
def test_somebody_lapses_within_six_months_if_nothing_more_happens(council):
    today = localdate()
    now = set(standing(council, today).filter(currency="lapsed").values_list("pk", flat=True))
    then = set(
        standing(council, months_after(today, 6)).filter(currency="lapsed").values_list("pk", flat=True)
    )
    assert len(then - now) >= 2


@pytest.mark.parametrize("council", COUNCILS)
def test_a_return_plan_runs_for_somebody_who_had_lapsed_before(council):
    today = localdate()
    running = ReturnPlan.objects.running_on(today).filter(educator__council__slug=council)
    assert running.exists()
    for plan in running:
        before = plan.starts_on - timedelta(days=1)
        assert standing(council, before).get(pk=plan.educator_id).currency == "lapsed"
        assert plan.mentor is not None
        assert plan.mentor.council_id == plan.educator.council_id


def test_a_return_plan_is_to_come_and_one_is_due_for_its_review():
    today = localdate()
    assert 2 <= ReturnPlan.objects.running_on(today).count() <= 4
    assert ReturnPlan.objects.open().filter(starts_on__gt=today).exists()
    assert ReturnPlan.objects.to_review(today).exists()


def test_people_stay_current_in_various_ways_and_managers_assess_the_first_year():
    today = localdate()
    recent = Activity.objects.filter(ended_on__range=(months_after(today, -40), today))
    assert {"student", "mentor", "asye"} <= set(recent.values_list("kind", flat=True))
    of_managers = recent.filter(educator__post__in=("Team manager", "Practice manager"))
    did = list(of_managers.exclude(kind="student").values_list("kind", flat=True))
    assert did.count("asye") > len(did) / 2


def test_cpd_is_written_down_for_some():
    people = Cpd.objects.values("educator").distinct().count()
    assert 0 < people < Educator.objects.active_on(localdate()).count() / 2


def test_an_application_stands_in_each_state():
    assert set(Application.objects.values_list("state", flat=True)) == set(recruitment.STATES)


@pytest.mark.parametrize("council", COUNCILS)
def test_a_call_runs_with_every_answer_and_people_who_have_not_answered(council):
    today = localdate()
    call = AvailabilityCall.objects.running().get(council__slug=council)
    assert call.opens_on <= today <= call.closes_on
    answers = AvailabilityAnswer.objects.filter(call=call)
    assert {"yes", "maybe", "no"} <= set(answers.values_list("says", flat=True))
    assert answers.filter(answered_at__isnull=True).exists()


@pytest.mark.parametrize("area", ["ME4 ", "ME7 ", "ME14 ", "CT1 ", "TN23 ", "DA1 "])
def test_postcodes_of_kent_and_medway_are_there(area):
    assert Postcode.objects.filter(pk__startswith=area).exists()


@pytest.mark.parametrize("council", COUNCILS)
def test_people_work_at_a_place_that_the_map_knows(council):
    found = Educator.objects.filter(council__slug=council).active_on(localdate()).exclude(district="")
    assert found.count() > 20


@pytest.mark.parametrize("council", COUNCILS)
def test_a_draft_of_the_next_season_is_ready_with_students_placed_and_reasons(council):
    for draft in Draft.objects.filter(council__slug=council):
        assert (draft.state, draft.problem, draft.is_proved) == ("ready", "", True)
        rows = draft.pairings.all()
        assert (rows.placed().count(), rows.count()) >= (2, 3), list(rows.values_list("more", flat=True))
        assert drafts.why_stale(draft) == ""


def test_two_drafts_of_a_council_can_be_compared():
    found = Draft.objects.filter(council__slug="kent")
    assert len({draft.name for draft in found}) == len({draft.value for draft in found}) == 2
    one, other = (
        dict(draft.pairings.values_list("request", "offer")) for draft in found.order_by("made_at", "pk")
    )
    assert one.keys() == other.keys()
    assert sum(one[asked] != place for asked, place in other.items()) >= 2
