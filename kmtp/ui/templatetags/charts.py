"""Pictures, tables and figures of the yearly report, the same on a page and in the PDF."""

from collections.abc import Sequence
from typing import Any

from django import template

from kmtp.figures import Chart, Figure, Table
from kmtp.ui.charts import draw

register = template.Library()


@register.inclusion_tag("ui/charts/chart.html")
def chart(chart: Chart) -> dict[str, Any]:
    """Draw a chart beneath its title."""
    return {"picture": draw(chart)}


@register.inclusion_tag("ui/charts/picture.svg.html")
def picture(chart: Chart) -> dict[str, Any]:
    """Draw a chart alone, for a place that prints its title itself."""
    return {"picture": draw(chart)}


@register.inclusion_tag("ui/charts/figure_table.html")
def figure_table(table: Table, hide_caption: bool = False) -> dict[str, Any]:
    """Print a small table of figures."""
    return _laid_out(table, hide_caption)


@register.inclusion_tag("ui/charts/figure_table.html")
def chart_table(chart: Chart) -> dict[str, Any]:
    """Print the figures behind a chart; its title is on the picture already."""
    return _laid_out(chart.as_table(), True)


@register.inclusion_tag("ui/charts/figures.html")
def figures(figures: Sequence[Figure], caption: str, hide_caption: bool = False) -> dict[str, Any]:
    """Print figures with last year's and how each was counted."""
    return {"figures": figures, "caption": caption, "hide_caption": hide_caption}


def _laid_out(table: Table, hide_caption: bool) -> dict[str, Any]:
    head = zip(table.head, table.numeric, strict=True)
    rows = [(row.is_total, list(zip(row.texts, table.numeric, strict=True))) for row in table.rows]
    return {"caption": table.caption, "head": list(head), "rows": rows, "hide_caption": hide_caption}
