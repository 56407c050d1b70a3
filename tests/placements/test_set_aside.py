"""A rule that blocks is set aside by hand with a reason, where it is a matter of judgement; others never."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.audit import Refused
from placements.actions.pairing import change, pair
from placements.models import DeclaredConflict, Override, Placement, TeamAudit
from tests import make

TODAY = date(2019, 12, 2)
UNTIL = date(2020, 11, 30)

pytestmark = pytest.mark.django_db


def free(of, **facts):
    return make.educator(of, **{"registered_until": UNTIL, **facts})


def against(asked, educator, whys, team=None):
    team = team or make.team(asked.council)
    by = make.coordinator(asked.council)
    return pair(request=asked, educator=educator, team=team, by=by, today=TODAY, set_aside=whys)


def overrides(placed) -> list[tuple[str, str, str]]:
    found = Override.objects.filter(decision__placement=placed)
    return list(found.values_list("rule", "sentence", "why"))


def test_a_stage_is_set_aside_with_the_reason_beside_the_decision(kent):
    placed = against(make.request(kent), free(kent, stage=1), {"H2": " Mo Two, Stage 2, co-assesses "})
    said = "Is not at Stage 2, which a final placement needs"
    assert overrides(placed) == [("H2", said, "Mo Two, Stage 2, co-assesses")]
    assert placed.decisions.get().decided_by == make.coordinator(kent)


def test_every_rule_that_blocks_needs_its_reason(kent):
    asked, team = make.request(kent), make.team(kent)
    facts = {"audited_on": date(2018, 1, 8), "valid_until": date(2019, 12, 31), "suits": ["final"]}
    TeamAudit.objects.create(team=team, grade="excellent", **facts)
    with pytest.raises(Refused, match="Say why this rule is set aside: The audit of the team"):
        against(asked, free(kent, stage=1), {"H2": "Agreed"}, team)
    with pytest.raises(Refused, match="Say why this rule is set aside: Is not at Stage 2"):
        against(asked, free(kent, stage=1), {"H2": " ", "H11": "Booked for 6 Jan"}, team)
    assert not Placement.objects.exists()
    placed = against(asked, free(kent, stage=1), {"H2": "Agreed", "H11": "Booked for 6 Jan"}, team)
    assert [rule for rule, *_ in overrides(placed)] == ["H11", "H2"]


ALL = dict.fromkeys(("H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8", "H10", "H11", "H12", "PE"), "I say so")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"registered_until": None}, "how long the registration lasts"),
        ({"registered_until": date(2020, 2, 3)}, "registration ends"),
        ({"capacity": 0}, "does not offer"),
        ({"on_break_from": date(2019, 10, 1)}, "on a break"),
        ({"base": "off-site"}, "name an on-site supervisor"),
    ],
)
def test_law_safety_and_room_are_never_set_aside(kent, facts, sentence):
    with pytest.raises(Refused, match=sentence):
        against(make.request(kent), free(kent, **{"stage": 1, **facts}), ALL)
    assert not Placement.objects.exists()


def test_a_conflict_a_full_educator_and_a_second_place_are_never_set_aside(kent, medway):
    asked, educator = make.request(kent), free(kent, stage=1)
    DeclaredConflict.objects.create(
        student=asked.student, educator=educator, declared_on=TODAY, declared_by=make.coordinator(kent)
    )
    with pytest.raises(Refused, match="a conflict with this student is declared"):
        against(asked, educator, ALL)
    full = free(kent, stage=1)
    make.placement(kent, educator=full)
    with pytest.raises(Refused, match="already has a student"):
        against(asked, full, ALL)
    against(asked, free(kent, stage=1), ALL)
    with pytest.raises(Refused, match="another placement in that time"):
        against(make.request(medway, student=asked.student), free(medway, stage=1), ALL)


def test_a_reason_for_a_rule_that_does_not_block_is_no_override(kent):
    assert overrides(against(make.request(kent), free(kent), ALL)) == []


def test_what_was_set_aside_is_not_asked_again_of_later_dates(kent):
    placed = against(make.request(kent), free(kent, stage=1), {"H2": "Agreed"})
    placed.ends_on = date(2020, 7, 3)
    assert change(placement=placed, by=make.coordinator(kent), today=TODAY).ends_on == date(2020, 7, 3)
    own = make.team(kent, "Own Team")
    placed.student.own_team = own
    placed.student.save()
    placed.team = own
    with pytest.raises(Refused, match="employs the student"):
        change(placement=placed, by=make.coordinator(kent), today=TODAY)


# The pages


@pytest.fixture
def desk(kent, signed_in):
    """The browser of Kent's coordinator."""
    return signed_in(make.coordinator(kent))


def soon(kent, **facts):
    """Return a request from today on, and an educator at Stage 1 whose registration covers it."""
    today = localdate()
    dates = {"starts_on": today + timedelta(days=30), "ends_on": today + timedelta(days=200)}
    until = {"registered_until": today + timedelta(days=800)}
    return make.request(kent, **dates, asked_on=today), make.educator(kent, stage=1, **until, **facts)


def url_of(asked, educator, team) -> str:
    return reverse("placements:set_aside", args=[asked.pk, educator.pk, team.pk])


def test_pairing_against_a_rule_leads_to_the_page_that_asks_why(kent, desk):
    asked, educator = soon(kent)
    found = desk.get(reverse("placements:find_educator", args=[asked.pk])).text
    assert "Pair all the same" in found
    url = reverse("placements:pair", args=[asked.pk, educator.pk])
    assert "may be set aside" in desk.get(url).text
    led = desk.post(url, {"team": educator.team_id, "supervisor": ""})
    assert led.url == url_of(asked, educator, educator.team)
    page = desk.get(led.url)
    assert "Is not at Stage 2, which a final placement needs. Why is this set aside?" in page.text
    assert desk.post(led.url, {"why_H2": ""}).context["form"].errors.keys() == {"why_H2"}
    done = desk.post(led.url, {"why_H2": "Mo Two co-assesses"}, follow=True)
    assert "the reasons stand with it" in done.text
    assert "Mo Two co-assesses" in done.text
    assert overrides(Placement.objects.get())[0][0] == "H2"


def test_what_is_never_set_aside_is_refused_on_both_pages(kent, desk):
    asked, educator = soon(kent, capacity=0)
    url = reverse("placements:pair", args=[asked.pk, educator.pk])
    assert "Pair all the same" not in desk.get(reverse("placements:find_educator", args=[asked.pk])).text
    assert desk.post(url, {"team": educator.team_id, "supervisor": ""}).status_code == 409
    refused = desk.get(url_of(asked, educator, educator.team))
    assert refused.status_code == 409
    assert "This is never set aside: does not offer to take a student" in refused.text


def test_another_councils_team_and_a_supervisor_who_is_none_are_not_found(kent, medway, desk):
    asked, educator = soon(kent)
    assert desk.get(url_of(asked, educator, make.team(medway))).status_code == 404
    for named in ("x", "99999999", str(educator.pk)):
        found = desk.get(f"{url_of(asked, educator, educator.team)}?supervisor={named}")
        assert found.status_code == 404
