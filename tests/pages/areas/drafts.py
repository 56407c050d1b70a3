"""States of the pages of the allocation."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from kmtp.partnership.models import Organisation, Person
from placements.actions import drafts, rulings
from placements.models import Draft, Offer, Pairing, Request


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Return drafts in every state, students with and without a place, a comparison and a ruling."""
    by, now = Person.objects.get(email="coordinator@kent.example"), timezone.now()
    waiting = Request.objects.waiting().filter(council=kent).order_by("starts_on")
    season = {"starts_from": waiting[0].starts_on, "starts_until": waiting.last().starts_on}
    made = [
        worked_out(kent, by, now, f"Draft {number}, what students wish for before journeys", season)
        for number in (1, 2)
    ]
    pairings = Pairing.objects.filter(draft=made[0])
    placed, unplaced = pairings.placed().first(), pairings.filter(team=None).first()
    offer = Offer.objects.filter(council=kent, withdrawn_on=None).earliest("pk")
    ruling = rulings.rule(request=waiting[0], offer=offer, says="bar", why="She worked there", by=by, now=now)
    found = {
        "a draft": made[0].get_absolute_url(),
        "who has no place": f"{made[0].get_absolute_url()}?placed=no",
        "publishing": reverse("placements:draft_publish", args=[made[0].pk]),
        "drafting again": f"{reverse('placements:draft_add')}?like={made[0].pk}",
        "two drafts": f"{reverse('placements:draft_compare')}?a={made[0].pk}&b={made[1].pk}",
        "a ruling to take back": reverse("placements:ruling_take_back", args=[ruling.pk]),
        "a ruling to make": reverse("placements:ruling_add", args=[waiting[0].pk, offer.pk]),
        **{
            f"a draft that is {state}": in_state(made[1], state)
            for state in ("running", "failed", "cancelled")
        },
    }
    for words, one in (("a student with a place", placed), ("a student without", unplaced)):
        if one is not None:
            found[words] = reverse("placements:draft_student", args=[one.draft_id, one.pk])
            choose = reverse("placements:why_not_choose", args=[one.draft_id, one.pk])
            found[f"an offer for {words}"] = choose
            found[f"no offer for {words}"] = f"{choose}?q=nowhere"
            found[f"why not, of {words}"] = reverse(
                "placements:why_not", args=[one.draft_id, one.pk, offer.pk]
            )
    return {"coordinator": found}


def worked_out(kent: Organisation, by, now, name: str, season: dict) -> Draft:
    """Return a draft of the season that is ready."""
    made = drafts.start(draft=Draft(council=kent, name=name, **season), by=by, now=now)
    drafts.work(made.pk, now=now)
    return Draft.objects.get(pk=made.pk)


def in_state(like: Draft, state: str) -> str:
    """Return the address of a draft in a state."""
    facts = {"made_by": like.made_by, "made_at": like.made_at - timedelta(hours=1), "council": like.council}
    season = {"starts_from": like.starts_from, "starts_until": like.starts_until}
    words = "The pins cannot stand." if state == "failed" else ""
    made = Draft.objects.create(
        name=f"Draft {state}", state=state, problem=words, progress=40, **facts, **season
    )
    return made.get_absolute_url()
