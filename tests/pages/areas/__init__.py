"""Pages that the demo's links do not show: ``states(kent)`` gives role → what → address."""

from tests.pages.areas import (
    availability,
    currency,
    figures,
    guidance,
    imports,
    places,
    quality,
    recruitment,
    register,
    targets,
    where,
)

AREAS = (
    availability,
    currency,
    figures,
    guidance,
    imports,
    places,
    quality,
    recruitment,
    register,
    targets,
    where,
)
