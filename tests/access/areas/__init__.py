"""The lines of the access table and the world of each part of the educators room.

Each module has ``LINES``, ``OF_A_COUNCIL`` (the kinds of thing that only the two councils' corners have) and
``make_corner(world, corner)``.
"""

from tests.access.areas import (
    accounts,
    audits,
    availability,
    concerns,
    conflicts,
    currency,
    days,
    drafts,
    fees,
    figures,
    filling,
    guidance,
    imports,
    offers,
    places,
    practice_panels,
    quality,
    recruitment,
    register,
    set_aside,
    steps,
    targets,
    travel,
    where,
)

AREAS = (
    accounts,
    availability,
    audits,
    concerns,
    conflicts,
    currency,
    days,
    drafts,
    fees,
    figures,
    filling,
    guidance,
    imports,
    offers,
    places,
    practice_panels,
    quality,
    recruitment,
    register,
    set_aside,
    steps,
    targets,
    travel,
    where,
)
