"""A withdrawal opens one place again: who could take it, whether one move places one more, and publishing that."""

from datetime import date

import pytest
from django.urls import reverse

from educators.models import Educator
from kmtp.audit import Refused
from kmtp.mail.models import Letter
from placements.actions import drafts
from placements.actions.lifecycle import move
from placements.actions.pairing import placement_for
from placements.letters import tell_published
from placements.models import Decision, Draft, Offer, Pairing, Placement, Request
from tests import make
from tests.placements.test_drafts import NOW, offer, request

pytestmark = pytest.mark.django_db


def placed(asked, one) -> Placement:
    """Return a provisional placement of an offer."""
    made = placement_for(asked, team=one.team, educator=one.educator, offer=one, supervisor=one.supervisor)
    made.save(force_insert=True)
    return made


def withdrawn(placement, **facts) -> Placement:
    by = make.coordinator(placement.council)
    given = {"reason": "by-student", "why": "Ill", **facts}
    return move(placement=placement, change="withdraw", by=by, today=NOW.date(), **given)


def filled(placement) -> Draft:
    """Return the draft that fills a place again, worked out."""
    made = drafts.start_repair(placement=placement, by=make.coordinator(placement.council), now=NOW)
    drafts.work(made.pk, now=NOW)
    made.refresh_from_db()
    assert made.problem == ""
    return made


def proposed(made) -> dict[int, tuple[int | None, bool]]:
    rows = Pairing.objects.filter(draft=made).values_list("request", "offer", "moves")
    return {asked: (place, moves is not None) for asked, place, moves in rows}


def test_who_waits_takes_the_place_and_the_student_who_left_does_not(kent):
    gone, waits = placed(request(kent), offer(kent)), request(kent)
    stays = placed(request(kent), offer(kent))
    made = filled(withdrawn(gone))
    assert proposed(made) == {gone.request_id: (None, False), waits.pk: (gone.offer_id, False)}
    assert (made.after, made.figures["first_come"], made.figures["rates"]) == (gone, None, [])
    assert drafts.publish(draft=made, by=make.coordinator(kent), now=NOW) == 1
    taken = Placement.objects.get(request=waits)
    assert (taken.offer, taken.state) == (gone.offer, "provisional")
    assert Decision.objects.get(placement=taken).draft == made
    stays.refresh_from_db()
    assert stays.state == "provisional"


def crossed(kent) -> tuple[Placement, Placement, object]:
    """Return a placement that is withdrawn, one that may move to its place, and who could take only the other."""
    employs = make.team(kent, "Own Team")
    gone = placed(request(kent), offer(kent, team=employs))
    moves = placed(request(kent), offer(kent, team=make.team(kent, "Other Team")))
    waits = request(kent)
    waits.student.own_team = employs
    waits.student.save()
    gone = withdrawn(gone)
    why = {"withdrawn_on": NOW.date(), "withdrawn_because": "Left the course"}
    Request.objects.filter(pk=gone.request_id).update(**why)
    return gone, moves, waits


def test_one_provisional_placement_moves_when_one_more_has_a_place_by_it(kent):
    gone, moves, waits = crossed(kent)
    made = filled(gone)
    assert proposed(made) == {
        moves.request_id: (gone.offer_id, True),
        waits.pk: (moves.offer_id, False),
    }
    assert drafts.publish(draft=made, by=make.coordinator(kent), now=NOW) == 2
    moves.refresh_from_db()
    assert (moves.state, moves.reason) == ("withdrawn", "by-provider")
    assert moves.state_reason == "Moved to Own Team, so that one more student has a place"
    assert Placement.objects.holding().get(request=moves.request_id).offer == gone.offer
    assert Placement.objects.holding().get(request=waits).offer == moves.offer
    assert Decision.objects.filter(draft=made).count() == 2


def test_a_move_is_one_letter_to_the_university_and_names_nobody_in_its_subject(kent, cccu):
    partner, (gone, moves, waits) = make.partner(cccu), crossed(kent)
    Educator.objects.filter(pk=moves.educator_id).update(email="old@kent.example")
    Educator.objects.filter(pk=gone.educator_id).update(email="new@kent.example")
    Letter.objects.all().delete()
    drafts.publish(draft=filled(gone), by=make.coordinator(kent), now=NOW)
    found = {(one.to, one.kind): one for one in Letter.objects.all()}
    assert sorted(found) == [
        (partner.email, "placements_provisional"),
        ("new@kent.example", "placement_provisional"),
        ("old@kent.example", "placement_provisional"),
        ("old@kent.example", "placement_withdrawn"),
    ]
    told = found[partner.email, "placements_provisional"]
    assert (
        f"Own Team, with {gone.educator.name}\nMoves here from Other Team, with {moves.educator.name}\n"
        in told.body
    )
    assert told.body.count("Moves here from") == 1
    assert told.subject == "2 provisional placements: please look at them"
    new = found["new@kent.example", "placement_provisional"]
    assert "Other Team" not in new.body
    assert "Own Team" not in found["old@kent.example", "placement_withdrawn"].body
    assert waits.student.reference not in new.body


def test_a_move_alone_has_a_letter_of_its_own(kent, cccu):
    partner, (gone, moves, waits) = make.partner(cccu), crossed(kent)
    waits.student.programme = make.programme(make.university("Other"))
    waits.student.save()
    drafts.publish(draft=filled(gone), by=make.coordinator(kent), now=NOW)
    told = Letter.objects.get(to=partner.email, kind="placement_moved")
    assert told.subject == "A provisional placement moves: please look at it"
    assert f"Moves from: Other Team, with {moves.educator.name}\n" in told.body
    assert f"Moves to: Own Team, {kent.name}, with {gone.educator.name}\n" in told.body
    assert told.path == Placement.objects.holding().get(request=moves.request_id).get_absolute_url()
    withdrawn_before = Letter.objects.get(to=partner.email, kind="placement_withdrawn")
    assert moves.student.reference not in withdrawn_before.body


def test_an_educator_who_keeps_a_student_that_moves_gets_one_letter(kent):
    who = make.educator(kent, email="keeps@kent.example")
    before = placed(request(kent), offer(kent, educator=who, team=make.team(kent, "Other Team")))
    make_way = withdrawn(before)
    Letter.objects.all().delete()
    after = placed(before.request, offer(kent, educator=who, team=make.team(kent, "Own Team")))
    tell_published([after], draft=1, by=make.coordinator(kent), moved={before.request_id: make_way})
    told = Letter.objects.get()
    assert (told.to, told.kind) == ("keeps@kent.example", "placement_moved")
    assert "Moves from: Other Team\nMoves to: Own Team, Kent" in told.body


@pytest.mark.parametrize("facts", [{"state": "confirmed"}, {"ends_on": date(2020, 10, 2)}], ids=str)
def test_a_placement_that_is_confirmed_or_was_changed_does_not_move(kent, facts):
    gone, moves, waits = crossed(kent)
    Placement.objects.filter(pk=moves.pk).update(**facts)
    assert proposed(filled(gone)) == {waits.pk: (None, False)}


def test_a_draft_that_fills_a_place_is_stale_when_the_placement_that_moves_was_confirmed(kent):
    gone, moves, _ = crossed(kent)
    made = filled(gone)
    Placement.objects.filter(pk=moves.pk).update(state="confirmed")
    with pytest.raises(Refused, match="has changed since"):
        drafts.publish(draft=made, by=make.coordinator(kent), now=NOW)
    assert Placement.objects.holding().count() == 1


def test_a_place_that_is_not_free_is_not_filled(kent):
    gone = placed(request(kent), offer(kent))
    with pytest.raises(Refused, match="was not withdrawn"):
        filled(gone)
    withdrawn(gone)
    gone.refresh_from_db()
    placed(request(kent), gone.offer)
    with pytest.raises(Refused, match="Somebody has taken this place already"):
        filled(gone)
    Offer.objects.filter(pk=gone.offer_id).update(withdrawn_on=NOW.date(), withdrawn_because="Ill")
    with pytest.raises(Refused, match="offer of this place was withdrawn"):
        filled(gone)


def test_after_a_withdrawal_the_page_offers_to_fill_the_place(kent, signed_in, monkeypatch):
    monkeypatch.setattr("placements.views.placements.localdate", lambda: date(2020, 3, 2))
    monkeypatch.setattr("placements.views.filling.localdate", lambda: date(2020, 3, 2))
    monkeypatch.setattr("placements.views.filling.timezone.now", lambda: NOW)
    desk, gone = signed_in(make.coordinator(kent)), placed(request(kent), offer(kent))
    request(kent)
    change = reverse("placements:change", args=[gone.pk, "withdraw"])
    page = desk.post(change, {"reason": "by-student", "why": ""}, follow=True)
    url = reverse("placements:fill", args=[gone.pk])
    assert "1 place is free again: see who could take it." in page.text
    assert f'href="{url}"' in page.text
    assert "no confirmed one does" in desk.get(url).text
    made = desk.post(url, follow=True)
    assert "being worked out" in made.text
    assert Draft.objects.get().after == gone


def by_hand(kent, **facts) -> Placement:
    """Return a withdrawn placement that was paired by hand, without an offer."""
    asked = request(kent)
    who = facts.pop("educator", None) or make.educator(kent, registered_until=date(2020, 11, 30), capacity=1)
    made = placement_for(asked, team=who.team, educator=who, **facts)
    made.save(force_insert=True)
    return withdrawn(made)


def test_a_place_without_an_offer_is_offered_as_it_was_and_filled(kent):
    gone, waits = by_hand(kent), request(kent)
    made = filled(gone)
    gone.refresh_from_db()
    offered = Offer.objects.get()
    assert (offered.team, offered.educator, offered.kinds) == (gone.team, gone.educator, [gone.kind])
    assert (offered.starts_on, offered.ends_on, offered.places) == (gone.starts_on, gone.ends_on, 1)
    assert (gone.offer, offered.offered_on) == (offered, NOW.date())
    assert proposed(made) == {gone.request_id: (None, False), waits.pk: (offered.pk, False)}


def test_a_place_without_an_offer_takes_up_an_offer_that_fits_and_is_offered_once(kent):
    gone = by_hand(kent)
    fits = offer(kent, educator=gone.educator)
    filled(gone)
    filled(gone)
    gone.refresh_from_db()
    assert (list(Offer.objects.all()), gone.offer) == ([fits], fits)


def test_a_place_without_an_offer_is_not_offered_when_it_could_not_stand_or_is_taken(kent):
    gone = by_hand(kent)
    other = placement_for(request(kent), team=gone.team, educator=gone.educator)
    other.save(force_insert=True)
    with pytest.raises(Refused, match="has no room then any more"):
        filled(gone)
    gone.educator.on_break_from = date(2020, 3, 1)
    gone.educator.save()
    with pytest.raises(Refused, match=r"This place cannot be offered again: .* is on a break\."):
        filled(gone)
    assert not Offer.objects.exists()


def test_nothing_is_offered_when_no_draft_can_be_started(kent):
    gone = by_hand(kent)
    drafts.start_repair(placement=gone, by=make.coordinator(kent), now=NOW)
    second = by_hand(kent)
    with pytest.raises(Refused, match="is being worked out"):
        drafts.start_repair(placement=second, by=make.coordinator(kent), now=NOW)
    second.refresh_from_db()
    assert (second.offer, Offer.objects.count()) == (None, 1)


def test_the_page_says_that_a_place_without_an_offer_is_offered_first(kent, signed_in, monkeypatch):
    monkeypatch.setattr("placements.views.placements.localdate", lambda: date(2020, 3, 2))
    monkeypatch.setattr("placements.views.filling.localdate", lambda: date(2020, 3, 2))
    monkeypatch.setattr("placements.views.filling.timezone.now", lambda: NOW)
    gone, desk = by_hand(kent), signed_in(make.coordinator(kent))
    url = reverse("placements:fill", args=[gone.pk])
    assert f'href="{url}"' in desk.get(gone.get_absolute_url()).text
    assert "one is added first" in desk.get(url).text
    assert "being worked out" in desk.post(url, follow=True).text
    gone.refresh_from_db()
    assert gone.offer is not None
    assert "one is added first" not in desk.get(url).text


def test_a_university_partner_is_not_offered_to_fill_a_place(kent, cccu, signed_in):
    gone = withdrawn(placed(request(kent), offer(kent)))
    page = signed_in(make.partner(cccu)).get(gone.get_absolute_url())
    assert page.status_code == 200
    assert reverse("placements:fill", args=[gone.pk]) not in page.text


def test_publishing_says_that_one_moves(kent, signed_in):
    made = filled(crossed(kent)[0])
    desk = signed_in(make.coordinator(kent))
    asked = " ".join(desk.get(reverse("placements:draft_publish", args=[made.pk])).text.split())
    assert "For one of them it takes the place of another provisional placement" in asked
    workspace = " ".join(desk.get(made.get_absolute_url()).text.split())
    assert "1 provisional placement would move, so that one more student has a place." in workspace
    assert "moves from Other Team" in workspace


def test_the_draft_says_whether_somebody_takes_the_place(kent, signed_in):
    taken, left = filled(crossed(kent)[0]), filled(by_hand(kent, educator=make.educator(kent)))
    desk = signed_in(make.coordinator(kent))
    page = " ".join(desk.get(taken.get_absolute_url()).text.split())
    assert "It fills the place of" in page and "Nobody who waits can take" not in page
    page = " ".join(desk.get(left.get_absolute_url()).text.split())
    assert "Nobody who waits can take the place of" in page
    left.after.refresh_from_db()
    assert f'href="{reverse("placements:offer", args=[left.after.offer_id])}"' in page


def test_the_page_of_a_withdrawal_says_once_that_words_are_optional(kent, signed_in):
    gone = placed(request(kent), offer(kent))
    page = (
        signed_in(make.coordinator(kent)).get(reverse("placements:change", args=[gone.pk, "withdraw"])).text
    )
    assert page.count("(optional)") == 1
