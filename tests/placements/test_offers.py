"""Offers: what the database holds, what the actions refuse, offers from answers, and the pages."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from educators.models import AvailabilityAnswer, AvailabilityCall
from kmtp.audit import Refused
from kmtp.partnership.academic_year import AcademicYear
from placements.actions import offers as acts
from placements.actions import pairing
from placements.models import Offer, Placement, TeamAudit
from tests import make

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
DAY = date(2020, 3, 2)
START, END = date(2020, 9, 1), date(2021, 8, 31)


def offer_of(team, **facts):
    facts = {"kinds": ["first"], "starts_on": START, "ends_on": END, "offered_on": DAY, **facts}
    return Offer(team=team, **{"council": team.organisation, **facts})


def audit(team, **facts):
    facts = {"audited_on": date(2020, 1, 6), "valid_until": date(2022, 1, 6), **facts}
    return TeamAudit.objects.create(team=team, grade="satisfactory", suits=["first"], **facts)


def answer_of(educator, says="yes", **facts):
    call, _ = AvailabilityCall.objects.get_or_create(
        council=educator.council,
        year=AcademicYear(2020),
        defaults={"opens_on": date(2020, 1, 6), "closes_on": date(2020, 3, 31), "state": "open"},
    )
    moment = timezone.now()
    return AvailabilityAnswer.objects.create(
        call=call, educator=educator, asked_at=moment, answered_at=moment, says=says, **facts
    )


@pytest.mark.parametrize(
    ("good", "bad", "name"),
    [
        ({"ends_on": START}, {"ends_on": START - timedelta(days=1)}, "ends_after_it_starts"),
        ({"places": 6}, {"places": 7}, "has_one_to_six_places"),
        ({"days_per_week": 5}, {"days_per_week": 0.5}, "has_one_to_five_days_a_week"),
        ({"kinds": ["final"]}, {"kinds": []}, "is_of_a_kind"),
        (
            {"withdrawn_on": DAY, "withdrawn_because": "Vacancies"},
            {"withdrawn_on": DAY, "withdrawn_because": ""},
            "is_withdrawn_for_a_reason",
        ),
    ],
)
def test_the_database_keeps_an_offer_sound(kent, good, bad, name):
    offer_of(make.team(kent), **good).save()
    with pytest.raises(IntegrityError, match=f"offer_{name}"), transaction.atomic():
        offer_of(make.team(kent), **bad).save()


def test_the_supervisor_is_somebody_else_than_the_educator(kent):
    educator, other = make.educator(kent), make.educator(kent, first_name="Olive")
    offer_of(educator.team, educator=educator, supervisor=other).save()
    with pytest.raises(IntegrityError, match="offer_has_two_different_people"), transaction.atomic():
        offer_of(educator.team, educator=educator, supervisor=educator).save()


def test_an_answer_becomes_one_offer(kent):
    answer = answer_of(make.educator(kent))
    offer_of(answer.educator.team, answer=answer).save()
    with pytest.raises(IntegrityError, match="answer_id"), transaction.atomic():
        offer_of(answer.educator.team, answer=answer).save()


def add(offer, kent):
    return acts.add(offer=offer, by=make.coordinator(kent), today=DAY)


def test_a_sound_offer_is_added(kent):
    team = make.team(kent)
    audit(team, most_students=2)
    made = add(offer_of(team, places=2), kent)
    assert (made.offered_on, Offer.objects.get()) == (DAY, made)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"valid_to": date(2021, 1, 31)}, "closes on 31 Jan 2021, before the offer ends"),
        ({"valid_from": date(2020, 10, 1)}, "opens only on 1 Oct 2020"),
    ],
)
def test_a_team_that_is_not_open_all_the_time_cannot_offer(kent, change, sentence):
    with pytest.raises(Refused, match=sentence):
        add(offer_of(make.team(kent, name="Short Team", **change)), kent)


def test_the_newest_audit_must_hold_on_the_first_day(kent):
    team = make.team(kent)
    audit(team, audited_on=date(2018, 6, 1), valid_until=date(2025, 1, 1))
    newest = audit(team, valid_until=START - timedelta(days=1))
    with pytest.raises(Refused, match="lapses on 31 Aug 2020, before the offer starts"):
        add(offer_of(team), kent)
    newest.valid_until = START
    newest.save()
    assert add(offer_of(team), kent).pk


def test_an_offer_has_no_more_places_than_the_team_may_take(kent):
    audit(make.team(kent), most_students=1)
    with pytest.raises(Refused, match="at most 1 student at a time"):
        add(offer_of(make.team(kent), places=2), kent)


def test_the_people_are_of_the_council_of_the_team(kent, medway):
    away = make.educator(medway)
    for facts in ({"educator": away}, {"supervisor": away}, {"council": medway}):
        with pytest.raises(Refused, match="must be of the same council"):
            add(offer_of(make.team(kent), **facts), kent)


def test_whoever_works_off_site_needs_a_supervisor(kent):
    away, on_site = make.educator(kent, base="off-site"), make.educator(kent, first_name="Olive")
    with pytest.raises(Refused, match="works off site: name an on-site supervisor"):
        add(offer_of(away.team, educator=away), kent)
    assert add(offer_of(away.team, educator=away, supervisor=on_site), kent).pk


def test_nobody_who_left_and_no_day_that_passed_is_offered(kent):
    gone = make.educator(kent, left_on=date(2020, 2, 1))
    with pytest.raises(Refused, match="left the register on 1 Feb 2020"):
        add(offer_of(gone.team, educator=gone), kent)
    with pytest.raises(Refused, match="has passed"):
        add(offer_of(gone.team, starts_on=date(2019, 1, 1), ends_on=date(2019, 6, 1)), kent)


def test_an_offer_that_was_taken_up_keeps_its_people_and_places(kent):
    made = add(offer_of(make.team(kent), places=2), kent)
    make.placement(kent, offer=made, kind="first", starts_on=START, ends_on=END)
    other = make.placement(kent, offer=made, kind="first", starts_on=START, ends_on=END)
    made.places = 1
    with pytest.raises(Refused, match="2 placements came of this offer already. Enter at least 2"):
        acts.change(offer=made, by=make.coordinator(kent), today=DAY)
    made.places, made.team = 2, make.team(kent, name="Other Team")
    with pytest.raises(Refused, match="Withdraw it and add another"):
        acts.change(offer=made, by=make.coordinator(kent), today=DAY)
    Placement.objects.filter(pk=other.pk).update(state="withdrawn")
    made.places, made.team = 1, make.team(kent)
    acts.change(offer=made, by=make.coordinator(kent), today=DAY)
    assert Offer.objects.get().places == 1


def test_an_offer_is_withdrawn_once_and_for_a_reason(kent):
    made = add(offer_of(make.team(kent)), kent)
    by = make.coordinator(kent)
    acts.withdraw(offer=made, by=by, today=DAY, why="Vacancies")
    assert (Offer.objects.standing().count(), Offer.objects.get().withdrawn_because) == (0, "Vacancies")
    with pytest.raises(Refused, match="withdrawn already"):
        acts.withdraw(offer=made, by=by, today=DAY, why="Again")
    with pytest.raises(Refused, match="withdrawn already"):
        acts.change(offer=made, by=by, today=DAY)


def test_the_state_of_an_offer_follows_its_places_and_days(kent):
    team = make.team(kent)
    free, full, past = (offer_of(team), offer_of(team), offer_of(team, ends_on=START))
    gone = offer_of(team, withdrawn_on=DAY, withdrawn_because="Vacancies")
    for one in (free, full, past, gone):
        one.save()
    make.placement(kent, offer=full, kind="first", starts_on=START, ends_on=END)
    make.placement(kent, offer=free, kind="first", starts_on=START, ends_on=END, state="withdrawn")
    rows = Offer.objects.with_state(START + timedelta(days=1))
    assert {one.pk: (one.state, one.free) for one in rows} == {
        free.pk: ("free", 1),
        full.pk: ("full", 0),
        past.pk: ("past", 1),
        gone.pk: ("withdrawn", 1),
    }


def test_every_yes_becomes_an_offer_once_and_maybe_only_when_asked_for(kent):
    yes = answer_of(make.educator(kent), how_many=2, kinds=["first", "asye"], from_day=date(2021, 1, 4))
    maybe = answer_of(make.educator(kent, stage=1), "maybe", days_a_week=3)
    answer_of(make.educator(kent), "no")
    by = make.coordinator(kent)
    first = acts.from_call(call=yes.call, says="yes", by=by, today=DAY)
    again = acts.from_call(call=yes.call, says="yes", by=by, today=DAY)
    perhaps = acts.from_call(call=yes.call, says="maybe", by=by, today=DAY)
    assert [len(one.offers) for one in (first, again, perhaps)] == [1, 0, 1]
    facts = ("answer", "kinds", "places", "starts_on", "ends_on", "days_per_week")
    assert list(Offer.objects.order_by("pk").values_list(*facts)) == [
        (yes.pk, ["first"], 2, date(2021, 1, 4), END, 5),
        (maybe.pk, ["first"], 1, START, END, 3),
    ]


def test_answers_that_cannot_become_an_offer_say_why(kent):
    answers = [
        answer_of(make.educator(kent, team=None)),
        answer_of(make.educator(kent), kinds=["asye"]),
        answer_of(make.educator(kent), days_a_week=0.5),
        answer_of(make.educator(kent), from_day=date(2021, 9, 6)),
        answer_of(make.educator(kent, base="off-site")),
    ]
    keys = [one.pk for one in answers]
    made = acts.from_answers(answers=keys, by=make.coordinator(kent), today=DAY)
    assert made.offers == []
    assert [reasons for _, reasons in made.refused] == [
        ("Has no team: say which team hosts the student",),
        ("Offers no kind of placement, only other work with learners",),
        ("Offers less than a day a week",),
        ("Can start only after 2020/21",),
        ("The practice educator works off site: name an on-site supervisor",),
    ]


def test_pairing_by_hand_takes_up_the_offer_of_the_educator(kent):
    today = localdate()
    educator = make.educator(kent, registered_until=today + timedelta(days=900), capacity=2)
    dates = {"starts_on": today + timedelta(days=30), "ends_on": today + timedelta(days=330)}
    other_kind = offer_of(educator.team, educator=educator, kinds=["readiness"], **dates)
    fits = offer_of(educator.team, educator=educator, kinds=["first", "final"], **dates)
    other_kind.save()
    fits.save()
    taken = []
    for _ in range(2):
        asked = make.request(kent, asked_on=today, **dates)
        made = pairing.pair(
            request=asked, educator=educator, team=educator.team, by=make.coordinator(kent), today=today
        )
        taken.append(made.offer)
    assert taken == [fits, None]


def test_a_council_sees_its_own_offers_and_a_university_none(kent, medway):
    ours, theirs = offer_of(make.team(kent)), offer_of(make.team(medway, name="Strood Team"))
    ours.save()
    theirs.save()
    seen = {
        who: list(Offer.objects.visible_to(who).order_by("pk"))
        for who in (make.coordinator(kent), make.lead(), make.partner(make.university()), make.manager(kent))
    }
    assert list(seen.values()) == [[ours], [ours, theirs], [], []]


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as counted:
        response = client.get(address)
    assert response.status_code == 200
    return len(counted)


@pytest.mark.parametrize("route", ["offer_list", "answer_list"])
def test_a_list_asks_as_much_for_three_rows_as_for_one(client, kent, route):
    client.force_login(make.coordinator(kent), backend="kmtp.partnership.backends.RoleBackend")
    counts = []
    for number in (1, 2):
        for turn in range(number):
            educator = make.educator(kent, team=make.team(kent, name=f"Team {number} {turn}"))
            audit(educator.team)
            offer_of(educator.team, educator=educator).save()
            answer_of(educator)
        counts.append(queries(client, reverse(f"placements:{route}")))
    assert counts[0] == counts[1] <= MOST_QUERIES


def signed_in(client, person):
    client.force_login(person, backend="kmtp.partnership.backends.RoleBackend")
    return client


def test_one_click_on_the_call_makes_the_offers_and_says_what_could_not(client, kent):
    answer = answer_of(make.educator(kent))
    answer_of(make.educator(kent, first_name="Nora", team=None))
    AvailabilityCall.objects.update(year=AcademicYear.of(localdate()))
    signed_in(client, make.coordinator(kent))
    page = client.get(answer.call.get_absolute_url()).content.decode()
    assert "Make offers from 2 yes" in page
    address = reverse("placements:offers_from_call", args=[answer.call.pk, "yes"])
    after = client.post(address, follow=True).content.decode()
    assert "1 offer is made. 1 could not be made. Nora Two: Has no team" in after
    assert Offer.objects.get().answer == answer


def test_an_offer_is_filled_in_from_an_answer_and_made_of_it(client, kent):
    answer = answer_of(make.educator(kent, base="off-site"), kinds=["final"])
    other = make.educator(kent, first_name="Olive")
    signed_in(client, make.coordinator(kent))
    address = f"{reverse('placements:offer_add')}?answer={answer.pk}"
    form = client.get(address).context["form"]
    assert (form["team"].value(), form["kinds"].value()) == (answer.educator.team_id, ["final"])
    ahead = localdate() + timedelta(days=40)
    days = {
        f"{name}_{part}": value
        for name, day in (("starts_on", ahead), ("ends_on", ahead + timedelta(days=200)))
        for part, value in (("day", day.day), ("month", day.month), ("year", day.year))
    }
    sent = {"team": answer.educator.team.pk, "educator": answer.educator.pk, "supervisor": other.pk}
    client.post(address, sent | days | {"kinds": ["final"], "places": "1", "days_per_week": "4"})
    made = Offer.objects.get()
    assert (made.answer, made.supervisor, made.council) == (answer, other, kent)


def test_the_form_refuses_people_of_another_council(client, kent, medway):
    signed_in(client, make.coordinator(kent))
    sent = {"team": make.team(medway, name="Strood Team").pk, "kinds": ["final"], "places": "1"}
    page = client.post(reverse("placements:offer_add"), sent)
    assert "team" in page.context["form"].errors
    assert not Offer.objects.exists()
