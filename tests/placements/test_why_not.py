"""Why a student of a draft does not go to an offer: the rules in words, the points, and what one can do."""

from datetime import date

import pytest
from django.urls import reverse

from educators.models import Activity, CurrencyPolicy, ReturnPlan, Training
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Postcode
from placements import asking, gathering
from placements.actions import drafts, rulings
from placements.actions.drafts.asked import season_of
from placements.eligibility import Weight
from placements.matching import why_not
from placements.matching.market import Market
from placements.matching.weights import Weights
from placements.models import DeclaredConflict, Offer, Pairing, TeamAudit
from tests import make
from tests.placements.test_drafts import KINDS, NOW, draft, offer, request

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def desk(kent, signed_in):
    """The browser of Kent's coordinator."""
    return signed_in(make.coordinator(kent))


def pairing_of(asked, made) -> Pairing:
    return Pairing.objects.select_related("draft", "request__student__programme__university").get(
        draft=made, request=asked
    )


def hosting(team) -> Offer:
    """Return what a team offers to the student of anybody who works off site."""
    dates = {"offered_on": TODAY, "starts_on": date(2020, 3, 2), "ends_on": date(2021, 8, 31)}
    return Offer.objects.create(council=team.organisation, team=team, kinds=KINDS, **dates)


def by_asking(pairing, one):
    found = asking.offers_for(pairing, Offer.objects.all()).get(pk=one.pk)
    asked = asking.problem_of(pairing, found, today=TODAY)
    return why_not.of(Market(asked, Weights()), pairing.request_id, one.pk)


def by_gathering(pairing, one):
    everything = gathering.gather(season_of(pairing.draft), today=TODAY)
    return why_not.of(Market(everything, Weights()), pairing.request_id, one.pk)


def told(answer) -> tuple:
    """What a page shows of an answer."""
    terms = [(one.name, one.amount, one.sentence) for one in answer.terms]
    return answer.option.key, answer.findings, terms, answer.minutes


def busy_world(kent):
    """Return a draft and its offers, among everything that the rules read."""
    by = make.coordinator(kent)
    CurrencyPolicy.objects.create(in_force_from=date(2019, 9, 1), window_months=24)
    for code, x, y in (("ME4 4TR", 576000, 168000), ("ME7 1AA", 577000, 168500), ("ME7 2BB", 577400, 167500)):
        Postcode.objects.create(code=code, easting=x, northing=y)
    asked = request(kent, wishes="adults")
    student = asked.student
    student.outward_postcode, student.first_setting = "ME7", "children"
    student.own_team = make.team(kent, "Own Team")
    student.save()
    other = make.team(kent, "Other Team", postcode="ME4 4TR")
    TeamAudit.objects.create(
        team=other,
        audited_on=date(2019, 3, 1),
        valid_until=date(2021, 3, 1),
        suits=KINDS,
        most_students=1,
        grade="excellent",
    )
    until = {"registered_until": date(2020, 11, 30)}
    trainee = make.educator(kent, stage=1, team=other, **until)
    Training.objects.create(
        educator=trainee, stage="stage-2", year=AcademicYear(2019), mentor=make.educator(kent, **until)
    )
    shared = make.educator(kent, capacity=1, team=other, **until)
    Activity.objects.create(educator=shared, kind="asye", started_on=date(2020, 1, 6), weight="0.5")
    lapsed = make.educator(kent, team=other, joined_on=date(2010, 9, 1), **until)
    type(lapsed).objects.filter(pk=lapsed.pk).update(
        practised_until=date(2016, 7, 1), stage_1_on=date(2012, 7, 1), full_award_on=date(2013, 7, 1)
    )
    ReturnPlan.objects.create(
        educator=lapsed,
        agreed_on=date(2020, 2, 3),
        starts_on=date(2020, 3, 2),
        review_on=date(2020, 6, 1),
        ends_on=date(2020, 12, 1),
    )
    rested = make.educator(kent, team=other, **until)
    make.placement(kent, educator=rested, starts_on=date(2019, 9, 2), ends_on=date(2020, 3, 20))
    near = make.educator(kent, **until)
    DeclaredConflict.objects.create(student=student, educator=near, declared_on=TODAY, declared_by=by)
    make.placement(kent, team=other, starts_on=date(2020, 5, 4), ends_on=date(2020, 10, 30))
    make.educator(kent, base="off-site", first_name="Olive", **until)
    people = (trainee, shared, lapsed, rested, near)
    offers = [offer(kent, educator=one) for one in people]
    offers += [
        hosting(other),
        hosting(student.own_team),
        offer(kent, needs_driver=True, kinds=["first"]),
    ]
    rulings.rule(request=asked, offer=offers[-1], says="bar", why="She worked there", by=by, now=NOW)
    return pairing_of(asked, draft(kent, by)), offers


def test_asking_of_one_offer_finds_what_gathering_everything_finds(kent):
    pairing, offers = busy_world(kent)
    found = [told(by_asking(pairing, one)) for one in offers]
    assert found == [told(by_gathering(pairing, one)) for one in offers]
    refused = {one.rule for _, findings, *_ in found for one in findings if one.weight is Weight.BLOCKS}
    assert refused >= {"H5", "H7", "H9", "H10", "H11", "bar", "kind", "road"}
    assert all(minutes is not None for _, _, _, minutes in found[:4])


def page(desk, pairing, one):
    return desk.get(reverse("placements:why_not", args=[pairing.draft_id, pairing.pk, one.pk]))


def test_a_refused_offer_says_each_rule_and_what_would_help(kent, desk):
    asked = request(kent)
    one, low = (
        offer(kent),
        offer(kent, educator=make.educator(kent, stage=1, registered_until=date(2020, 3, 31))),
    )
    text = " ".join(page(desk, pairing_of(asked, draft(kent, make.coordinator(kent))), low).text.split())
    assert "2 rules refuse it." in text
    assert "Registration ends on 31 Mar 2020" in text
    assert "Is not at Stage 2" in text
    assert "Contrasts with the first placement" in text
    assert "Pin the student here" not in text
    assert "Bar this place" in text
    assert str(one.educator) in text  # the place that is proposed stands beside it


def test_a_free_offer_says_what_more_it_weighs_and_can_be_pinned_or_barred(kent, desk):
    asked = request(kent)
    offer(kent)
    far = offer(
        kent,
        educator=make.educator(kent, base="off-site", registered_until=date(2020, 11, 30)),
        supervisor=make.educator(kent, registered_until=date(2020, 11, 30)),
    )
    pairing = pairing_of(asked, draft(kent, make.coordinator(kent)))
    assert pairing.offer_id != far.pk
    answer = page(desk, pairing, far)
    assert "weighs 15 points more than what is proposed" in " ".join(answer.text.split())
    pin = f"{reverse('placements:ruling_add', args=[asked.pk, far.pk])}?says=pin&pairing={pairing.pk}"
    assert pin.replace("&", "&amp;") in answer.text
    assert desk.get(pin).context["form"].initial == {"says": "pin"}
    saved = desk.post(pin, {"says": "pin", "why": "She knows the team"})
    assert saved.url == reverse("placements:draft_student", args=[pairing.draft_id, pairing.pk])


def test_a_full_offer_names_who_has_the_room(kent, desk):
    first, second = request(kent), request(kent)
    only = offer(kent)
    made = draft(kent, make.coordinator(kent))
    placed = Pairing.objects.placed().get(draft=made)
    left = pairing_of(second if placed.request_id == first.pk else first, made)
    answer = page(desk, left, only)
    assert "Others have the room in this draft" in answer.text
    assert [one.pk for one in answer.context["beside"]] == [placed.pk]


def test_a_published_draft_is_asked_about_as_it_was_made(kent, desk):
    by, asked, one = make.coordinator(kent), request(kent), offer(kent)
    made = draft(kent, by)
    before = told(by_asking(pairing_of(asked, made), one))
    drafts.publish(draft=made, by=by, now=NOW)
    assert told(by_asking(pairing_of(asked, made), one)) == before
    answer = page(desk, pairing_of(asked, made), one)
    assert "This is the place that the draft proposes." in answer.text
    assert "Pin the student here" not in answer.text


@pytest.mark.parametrize("number", [1, 3])
def test_both_pages_ask_the_same_for_any_number(kent, desk, number, django_assert_num_queries):
    asked = request(kent)
    offers = [offer(kent) for _ in range(number)] + [hosting(make.team(kent))]
    for _ in range(number):
        make.educator(kent, base="off-site")
        request(kent)
    by = make.coordinator(kent)
    pairing = pairing_of(asked, draft(kent, by, keeps=draft(kent, by)))
    page(desk, pairing, offers[0])
    for one in (offers[0], offers[-1]):
        with django_assert_num_queries(12):
            page(desk, pairing, one)
    with django_assert_num_queries(5):
        desk.get(reverse("placements:why_not_choose", args=[pairing.draft_id, pairing.pk]))


def test_offers_are_searched_and_those_that_fit_come_first(kent, desk):
    asked = request(kent)
    misfit = offer(kent, kinds=["first"], team=make.team(kent, "Ash Team"))
    fit = offer(kent, team=make.team(kent, "Wye Team"))
    pairing = pairing_of(asked, draft(kent, make.coordinator(kent)))
    url = reverse("placements:why_not_choose", args=[pairing.draft_id, pairing.pk])
    assert list(desk.get(url).context["offers"]) == [fit, misfit]
    assert list(desk.get(f"{url}?q=ash").context["offers"]) == [misfit]
    assert "has “Nowhere” in its names" in desk.get(f"{url}?q=Nowhere").text


def test_another_councils_offer_and_a_withdrawn_one_are_none(kent, medway, desk):
    asked = request(kent)
    gone = offer(kent, withdrawn_on=TODAY, withdrawn_because="Ill")
    pairing = pairing_of(asked, draft(kent, make.coordinator(kent)))
    assert page(desk, pairing, offer(medway)).status_code == 404
    assert page(desk, pairing, gone).status_code == 404
