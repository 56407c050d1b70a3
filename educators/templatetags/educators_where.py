"""The map of where practice educators are, with the students who wait: placements counts those in the template."""

from collections.abc import Mapping, Sequence

from django import template

from educators import where
from educators.where import Drawing, Spot
from kmtp.partnership.land import Land

register = template.Library()


@register.simple_tag
def map_of(spots: Sequence[Spot], land: Land, by: str, waiting: Mapping[str, int] | str) -> Drawing | None:
    """``{% map_of spots land by waiting as drawing %}``: nothing where there is no land to draw on."""
    return where.draw(spots, land, by, waiting or {})  # type: ignore[arg-type]  # "" where nobody was counted
