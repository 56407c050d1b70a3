"""Pages that the demo's links do not show: ``states(kent)`` gives role → what → address."""

from tests.pages.areas import (
    audits,
    availability,
    concerns,
    currency,
    fees,
    figures,
    guidance,
    imports,
    places,
    practice_panels,
    quality,
    recruitment,
    register,
    steps,
    targets,
    where,
)

AREAS = (
    availability,
    audits,
    concerns,
    currency,
    fees,
    figures,
    guidance,
    imports,
    places,
    practice_panels,
    quality,
    recruitment,
    register,
    steps,
    targets,
    where,
)
