"""Lists of drafts, and of what a draft proposes."""

from typing import Any

from django.utils.html import format_html

from kmtp.ui.tables import MISSING, Column, DateColumn, NumberColumn, RecordColumn, Table, TagColumn
from placements.models import Draft, Pairing

STATE_COLOURS = {
    "waiting": "blue",
    "running": "blue",
    "ready": "green",
    "cancelled": "grey",
    "failed": "red",
    "published": "turquoise",
}


class SeasonColumn(Column):
    """Between which days the students start."""

    def text(self, record: Draft) -> str:
        """Return both days."""
        return f"{record.starts_from:%-d %b %Y} to {record.starts_until:%-d %b %Y}"


class DraftTable(Table):
    """Drafts, the newest first."""

    name = RecordColumn(facts=[("council__short_name", "Council"), ("made_by", "By")], verbose_name="Draft")
    starts_from = SeasonColumn(verbose_name="Students who start")
    state = TagColumn(colours=STATE_COLOURS, verbose_name="State")
    placed = NumberColumn(verbose_name="With a place")
    asked = NumberColumn(verbose_name="Students")
    made_at = DateColumn(verbose_name="Made on")

    class Meta:
        """The newest first."""

        model = Draft
        fields = ("name", "starts_from", "state", "placed", "asked", "made_at")
        order_by = "-made_at"


class StudentColumn(Column):
    """The student with a link to the reasons; the kind and start beneath."""

    def text(self, record: Pairing) -> str:
        """Return the reference."""
        return str(record.request.student)

    def html(self, record: Pairing) -> str:
        """Return the link and the facts."""
        asked = record.request
        facts = f"{asked.get_kind_display()}, from {asked.starts_on:%-d %b %Y}"
        url = f"students/{record.pk}/"
        return format_html('<a href="{}">{}</a><span class="facts">{}</span>', url, asked.student, facts)


class PlaceColumn(Column):
    """The team with the people, or that there is no place and the rule that is in the way most."""

    def text(self, record: Pairing) -> str:
        """Return the words."""
        people = [str(one) for one in (record.educator, record.supervisor) if one]
        return ", ".join([str(record.team), *people]) if record.team else "No place"

    def html(self, record: Pairing) -> str:
        """Return the team above the people."""
        if record.team is None:
            why = record.more.get("summary", "")
            return format_html(
                '<strong class="govuk-tag govuk-tag--red">No place</strong><span class="facts">{}</span>', why
            )
        people = ", ".join(str(one) for one in (record.educator, record.supervisor) if one)
        pinned = " (pinned)" if record.is_pinned else ""
        if record.moves:
            people = f"{people or MISSING}; moves from {record.moves.team}"
        return format_html('{}{}<span class="facts">{}</span>', record.team, pinned, people or MISSING)


class ReasonsColumn(Column):
    """What counted, the heaviest first."""

    def text(self, record: Pairing) -> str:
        """Return the sentences."""
        return ". ".join(sentence for _, _, sentence in heaviest(record.terms))


def heaviest(terms: list[Any], most: int = 2) -> list[Any]:
    """Return the terms that weigh most."""
    return sorted(terms, key=lambda term: -term[1])[:most]


class PairingTable(Table):
    """What a draft proposes: who has no place first, then by start."""

    request = StudentColumn(verbose_name="Student", orderable=False)
    team = PlaceColumn(verbose_name="Proposal", orderable=False)
    minutes = NumberColumn(verbose_name="Minutes of travel", orderable=False)
    terms = ReasonsColumn(verbose_name="What counted", orderable=False)

    class Meta:
        """As the workspace shows them."""

        model = Pairing
        fields = ("request", "team", "minutes", "terms")
