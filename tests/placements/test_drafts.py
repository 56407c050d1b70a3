"""A draft is worked out, compared and published: in the name of a person, all of it or nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kmtp.audit import Refused
from kmtp.mail.models import Letter
from placements.actions import drafts, rulings
from placements.letters import tell_published
from placements.models import Decision, Draft, Offer, Pairing, Placement, Request, Ruling, TeamAudit
from tests import make

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 3, 2, 9, 0, tzinfo=UTC)
KINDS = ["first", "final"]


def offer(of, **facts) -> Offer:
    """Return an offer of a Stage 2 educator who is current and registered."""
    if "educator" not in facts:
        facts["educator"] = make.educator(of, registered_until=date(2020, 11, 30), capacity=1)
    educator = facts["educator"]
    plain = {
        "team": educator.team,
        "kinds": KINDS,
        "starts_on": date(2020, 3, 2),
        "ends_on": date(2021, 8, 31),
    }
    return Offer.objects.create(council=of, offered_on=make.TODAY, **plain | facts)


def request(of, **facts) -> Request:
    """Return a request for a final placement from April."""
    return make.request(of, **{"starts_on": date(2020, 4, 6), "ends_on": date(2020, 9, 25)} | facts)


def draft(of, by, **facts) -> Draft:
    """Return a draft of the season, worked out."""
    season = {"starts_from": date(2020, 3, 2), "starts_until": date(2020, 8, 31), "name": "Spring"}
    made = drafts.start(draft=Draft(council=of, **season | facts), by=by, now=NOW)
    drafts.work(made.pk, now=NOW)
    made.refresh_from_db()
    return made


def proposed(of: Draft) -> dict[int, int | None]:
    return dict(Pairing.objects.filter(draft=of).values_list("request", "offer"))


def test_everybody_who_fits_gets_a_place_and_everybody_else_a_reason(kent):
    by, one, two = make.coordinator(kent), request(kent), request(kent, kind="first")
    only = offer(kent, kinds=["final"])
    made = draft(kent, by)
    assert (made.state, made.is_proved, made.problem) == ("ready", True, "")
    assert proposed(made) == {one.pk: only.pk, two.pk: None}
    assert "No offer is left" in Pairing.objects.get(draft=made, request=two).more["summary"]
    assert made.figures["first_come"] == 1


def statements(of, by, rows: int) -> int:
    """How many statements working out and publishing so many new places takes, the letters among them."""
    for number in range(rows):
        known = {"registered_until": date(2020, 11, 30), "email": f"e{Offer.objects.count()}@kent.example"}
        offer(of, educator=make.educator(of, first_name=f"Educator {number}", **known))
        request(of)
    with CaptureQueriesContext(connection) as seen:
        drafts.publish(draft=draft(of, by), by=by, now=NOW)
    return len(seen)


def test_the_number_of_statements_does_not_grow_with_the_rows(kent):
    by = make.coordinator(kent)
    make.partner(make.university())
    statements(kent, by, 1)
    assert statements(kent, by, 1) == statements(kent, by, 4)


def test_publishing_makes_provisional_placements_with_the_decision_and_its_reasons(kent, cccu):
    by, partner = make.coordinator(kent), make.partner(cccu)
    asked, only = request(kent), offer(kent)
    made = draft(kent, by)
    assert drafts.publish(draft=made, by=by, now=NOW) == 1
    placed = Placement.objects.get(request=asked)
    assert (placed.state, placed.offer, placed.educator, placed.team) == (
        "provisional",
        only,
        only.educator,
        only.team,
    )
    decision = Decision.objects.get(placement=placed)
    assert (decision.way, decision.draft, decision.decided_by, decision.decided_at) == (
        "draft",
        made,
        by,
        NOW,
    )
    assert decision.reasons == [sentence for _, _, sentence in Pairing.objects.get(draft=made).terms]
    assert Letter.objects.filter(to=partner.email, kind="placement_provisional").count() == 1
    made.refresh_from_db()
    assert (made.state, made.published_by) == ("published", by)


def test_each_reader_gets_one_letter_about_all_her_placements(kent, medway, cccu):
    by, partner, lead = make.coordinator(kent), make.partner(cccu), make.lead()
    busy = make.educator(kent, registered_until=date(2020, 11, 30), capacity=2, email="busy@kent.example")
    offer(kent, educator=busy, places=2)
    offer(medway)
    asked = [request(kent), request(kent), request(medway)]
    made = draft(None, lead)
    assert drafts.publish(draft=made, by=lead, now=NOW) == 3
    letters = list(Letter.objects.order_by("to", "organisation"))
    assert [(one.to, one.kind, one.organisation) for one in letters] == [
        ("busy@kent.example", "placements_provisional", kent),
        (partner.email, "placements_provisional", kent),
        (partner.email, "placement_provisional", medway),
    ]
    both = [one.student.reference for one in asked[:2]]
    assert all(reference in one.body for one in letters[:2] for reference in both)
    assert asked[2].student.reference not in letters[1].body
    assert letters[0].subject == "2 provisional placements: please look at them"
    tell_published(Placement.objects.for_lists(), draft=made.pk, by=by)
    assert Letter.objects.count() == 3


def test_a_draft_is_published_once(kent):
    by = make.coordinator(kent)
    request(kent)
    offer(kent)
    made = draft(kent, by)
    drafts.publish(draft=made, by=by, now=NOW)
    with pytest.raises(Refused, match="“published”"):
        drafts.publish(draft=made, by=by, now=NOW)
    assert Placement.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda asked, only: Offer.objects.filter(pk=only.pk).update(
            withdrawn_on=make.TODAY, withdrawn_because="Ill"
        ),
        lambda asked, only: Request.objects.filter(pk=asked.pk).update(ends_on=date(2020, 9, 18)),
        lambda asked, only: type(only.educator).objects.filter(pk=only.educator_id).update(capacity=0),
        lambda asked, only: make.placement(asked.council, educator=only.educator, starts_on=date(2020, 5, 4)),
        lambda asked, only: request(asked.council),
    ],
    ids=["offer withdrawn", "request changed", "educator changed", "educator taken", "another request"],
)
def test_publishing_is_refused_when_the_inputs_changed(kent, change):
    by, asked, only = make.coordinator(kent), request(kent), offer(kent)
    made = draft(kent, by)
    change(asked, only)
    with pytest.raises(Refused, match="has changed since"):
        drafts.publish(draft=made, by=by, now=NOW)
    assert not Placement.objects.filter(request=asked).exists()


def test_a_draft_that_lay_overnight_can_be_published(kent):
    by = make.coordinator(kent)
    request(kent)
    offer(kent)
    made = draft(kent, by)
    assert drafts.publish(draft=made, by=by, now=NOW + timedelta(days=3)) == 1


def test_one_draft_is_worked_out_at_a_time(kent, medway):
    by = make.coordinator(kent)
    request(kent)
    season = {"starts_from": date(2020, 3, 2), "starts_until": date(2020, 8, 31)}
    first = drafts.start(draft=Draft(council=kent, name="One", **season), by=by, now=NOW)
    with pytest.raises(Refused, match="“One” is being worked out"):
        drafts.start(draft=Draft(council=kent, name="Two", **season), by=by, now=NOW)
    drafts.cancel(draft=first, by=by, now=NOW)
    drafts.work(first.pk, now=NOW)
    first.refresh_from_db()
    assert (first.state, first.pairings.count()) == ("cancelled", 0)
    drafts.start(draft=Draft(council=kent, name="Two", **season), by=by, now=NOW)


def test_an_empty_season_is_refused(kent):
    season = {"starts_from": date(2020, 3, 2), "starts_until": date(2020, 8, 31)}
    with pytest.raises(Refused, match="Choose other days"):
        drafts.start(draft=Draft(council=kent, name="One", **season), by=make.coordinator(kent), now=NOW)


def test_working_twice_proposes_once_and_a_dead_worker_is_told_of(kent):
    by = make.coordinator(kent)
    request(kent)
    made = draft(kent, by)
    drafts.work(made.pk, now=NOW)
    assert made.pairings.count() == 1
    Draft.objects.filter(pk=made.pk).update(state="running", claimed_at=NOW)
    assert drafts.give_up_stale(NOW + timedelta(minutes=2)) == 0
    assert drafts.give_up_stale(NOW + timedelta(minutes=4)) == 1
    made.refresh_from_db()
    assert made.problem == "The work was cut short. Start the draft again."


def test_a_pin_is_kept_and_a_bar_is_not_proposed(kent):
    by, asked = make.coordinator(kent), request(kent)
    near, other = offer(kent), offer(kent)
    rulings.rule(request=asked, offer=other, says="pin", why="She knows the team", by=by, now=NOW)
    assert proposed(draft(kent, by)) == {asked.pk: other.pk}
    rulings.rule(request=asked, offer=other, says="bar", why="She worked there", by=by, now=NOW)
    assert proposed(draft(kent, by)) == {asked.pk: near.pk}
    rulings.rule(request=asked, offer=near, says="bar", why="And there", by=by, now=NOW)
    assert proposed(draft(kent, by)) == {asked.pk: None}


def test_pins_that_cannot_stand_are_named(kent):
    by, only = make.coordinator(kent), offer(kent)
    for _ in range(2):
        rulings.rule(request=request(kent), offer=only, says="pin", why="Wished for", by=by, now=NOW)
    made = draft(kent, by)
    assert made.state == "failed"
    assert "pinned" in made.problem


def test_a_student_is_pinned_to_one_place_and_rulings_need_a_reason(kent, medway):
    by, asked = make.coordinator(kent), request(kent)
    rulings.rule(request=asked, offer=offer(kent), says="pin", why="Wished for", by=by, now=NOW)
    with pytest.raises(Refused, match="pinned to another place"):
        rulings.rule(request=asked, offer=offer(kent), says="pin", why="Wished for", by=by, now=NOW)
    with pytest.raises(Refused, match="Say why"):
        rulings.rule(request=asked, offer=offer(kent), says="bar", why=" ", by=by, now=NOW)
    with pytest.raises(Refused, match="another council"):
        rulings.rule(request=asked, offer=offer(medway), says="bar", why="Far", by=by, now=NOW)
    rulings.take_back(ruling=Ruling.objects.get(), by=by)
    assert not Ruling.objects.exists()


def test_a_team_whose_audit_lapses_before_the_start_gets_nobody(kent):
    by, asked, only = make.coordinator(kent), request(kent), offer(kent)
    audit = TeamAudit.objects.create(
        team=only.team,
        audited_on=date(2018, 3, 1),
        valid_until=date(2020, 4, 5),
        grade="satisfactory",
        suits=KINDS,
        most_students=2,
    )
    assert proposed(draft(kent, by)) == {asked.pk: None}
    TeamAudit.objects.filter(pk=audit.pk).update(valid_until=date(2022, 4, 5))
    assert proposed(draft(kent, by)) == {asked.pk: only.pk}


def test_another_councils_offers_are_for_its_own_students(kent, medway):
    by, asked = make.lead(), request(kent)
    offer(medway)
    assert proposed(draft(None, by)) == {asked.pk: None}


def test_a_later_draft_disturbs_the_earlier_one_least(kent):
    by = make.coordinator(kent)
    asked = [request(kent) for _ in range(3)]
    for _ in range(3):
        offer(kent)
    first = draft(kent, by)
    Offer.objects.filter(pk=proposed(first)[asked[0].pk]).update(
        withdrawn_on=make.TODAY, withdrawn_because="Ill"
    )
    again = proposed(draft(kent, by, keeps=first))
    kept = [key for key, place in again.items() if place == proposed(first)[key]]
    assert len(kept) == 2
