"""Small parts of pages: tags, dates in words, summary rows, cards, error summaries."""

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kmtp.ui.forms import all_errors, as_ours

register = template.Library()
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EMPTY: tuple[Any, ...] = (None, "", [], (), {})


@register.simple_tag
def tag(text: str, colour: str = "blue") -> SafeString:
    """``{% tag "Active" "green" %}``: a status as a word on a colour."""
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, text)


@register.filter
def in_words(value: date | datetime | None) -> str:
    """Return "3 Feb 2020", with "at 14:30" for a time; nothing for nothing."""
    if not value:
        return ""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{_day(local)} at {local:%H:%M}"
    return _day(value)


def _day(value: date, *, month: bool = True, year: bool = True) -> str:
    words = [str(value.day), MONTHS[value.month - 1] if month else "", str(value.year) if year else ""]
    return " ".join(word for word in words if word)


@register.simple_tag
def dates(start: date | None, end: date | None) -> str:
    """``{% dates placement.starts_on placement.ends_on %}``: "3 Feb to 4 Mar 2020", or from or until."""
    if start and end:
        return date_range(start, end)
    if start:
        return f"from {_day(start)}"
    return f"until {_day(end)}" if end else ""


def date_range(start: date, end: date) -> str:
    """Return "3 to 9 Feb 2020", "3 Feb to 4 Mar 2020" or "3 Dec 2019 to 4 Mar 2020"."""
    if start == end:
        return _day(start)
    same_year = start.year == end.year
    same_month = same_year and start.month == end.month
    return f"{_day(start, month=not same_month, year=not same_year)} to {_day(end)}"


@register.filter
def until(start: date | None, end: date | None) -> str:
    """``{{ placement.starts_on|until:placement.ends_on }}``: the same as ``{% dates %}``, as a filter."""
    return str(dates(start, end))


@register.filter
def or_missing(value: Any, words: str = "Not recorded") -> Any:
    """Return the value, or grey words where there is none; zero is a value."""
    return format_html('<span class="kmtp-missing">{}</span>', words) if value in EMPTY else value


@register.inclusion_tag("ui/_summary_row.html")
def summary_row(label: str, value: Any, change_url: str = "", change_what: str = "") -> dict[str, Any]:
    """``{% summary_row "Team" educator.team change_url %}`` inside ``<dl class="govuk-summary-list">``."""
    if isinstance(value, bool):
        value = "Yes" if value else "No"
    elif isinstance(value, date):
        value = in_words(value)
    what = change_what or label[:1].lower() + label[1:]
    return {"label": label, "value": value, "change_url": change_url, "change_what": what}


@register.simple_block_tag
def card(content: str, title: str, url: str = "", link: str = "") -> SafeString:
    """``{% card "Placements" url "See all" %}…{% endcard %}``: a box with a heading and one link."""
    context = {"content": content, "title": title, "url": url, "link": link or "See all"}
    return render_to_string("ui/_card.html", context)


@register.inclusion_tag("ui/_error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """``{% error_summary form other_form formset %}``: what is wrong, each with a link to its field."""
    return {"entries": all_errors(form for form in forms if form not in EMPTY)}


@register.filter
def govuk(form: BaseForm) -> SafeString:
    """``{{ form|govuk }}``: every field of any form, also of somebody else's, without tag and button."""
    return render_to_string("govuk/uni_form.html", {"form": as_ours(form)})


@register.filter
def govuk_field(form: BaseForm, name: str) -> SafeString:
    """``{{ form|govuk_field:"email" }}``: one field, for a page that puts them itself."""
    return render_to_string("govuk/field.html", {"field": as_ours(form)[name]})
