"""What a draft asks: the problem as the rows stand now, and those who may move in it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils.timezone import localdate

from placements import gathering
from placements.eligibility import Period
from placements.gathering import Season
from placements.matching import repair
from placements.matching.problem import Bar, Kept, Problem
from placements.matching.repair import Held
from placements.models import Draft, Pairing, Placement


def season_of(draft: Draft) -> Season:
    """Return whose students a draft is about."""
    return Season(draft.council, draft.starts_from, draft.starts_until)


def made_on(draft: Draft) -> date:
    """Return the day by which the rules judge it: a draft that lay overnight is still what it was."""
    return localdate(draft.made_at)


def problem_of(draft: Draft) -> Problem:
    """Return the problem of a draft; in one that fills a place again, those with a provisional one may move."""
    season, today = season_of(draft), made_on(draft)
    if draft.after is None:
        return gathering.gather(season, kept_from(draft), today=today)
    placed = movable(draft)
    found = gathering.gather(season, today=today, placed=placed)
    freed = repair.with_moves(found, held(placed))
    return replace(freed, bars=(*freed.bars, *_own_place(draft.after)))


def movable(draft: Draft) -> list[Placement]:
    """Return the provisional placements that a draft may move; none unless it fills a place again. One query."""
    return list(season_of(draft).provisional()) if draft.after_id else []


def held(placed: Iterable[Placement]) -> list[Held]:
    """Return placements as the matching sees them."""
    return [
        Held(
            student=one.request_id or 0,
            option=(one.offer_id or 0, one.educator_id, one.supervisor_id),
            team=one.team_id,
            period=Period(one.starts_on, one.ends_on),
        )
        for one in placed
    ]


def _own_place(gone: Placement) -> tuple[Bar, ...]:
    """Return that the student whose placement was withdrawn does not go to that place again."""
    return (Bar(gone.request_id, gone.offer_id),) if gone.request_id and gone.offer_id else ()


def kept_from(draft: Draft) -> tuple[Kept, ...]:
    """Return what the draft that is to be disturbed least gave each student. One query."""
    if draft.keeps_id is None:
        return ()
    placed = Pairing.objects.filter(draft=draft.keeps_id).placed().order_by("request")
    rows = placed.values_list("request", "offer", "educator", "supervisor")
    return tuple(Kept(request, offer, *people) for request, offer, *people in rows if offer)
