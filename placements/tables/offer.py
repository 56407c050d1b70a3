"""The lists of offers, and of the answers that can become one."""

from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.timezone import localdate

from educators import offering
from kmtp.ui.tables import MISSING, Column, DateColumn, NumberColumn, RecordColumn, Table, TagColumn, WordTag
from placements import kinds, offers
from placements.models import Offer, TeamAudit
from placements.models.offer import State
from placements.tables.columns import Named, Sentences

STATE_COLOURS = {State.FREE: "green", State.FULL: "blue", State.PAST: "grey", State.WITHDRAWN: "grey"}
SAYS_COLOURS = {"yes": "green", "maybe": "yellow"}


class KindsColumn(Column):
    """Several kinds, each in short."""

    def text(self, record: Any) -> str:
        """Return the kinds without what each takes."""
        return ", ".join(in_short(kind) for kind in record.kinds)

    def plain(self, record: Any) -> str:
        """Return the same words."""
        return self.text(record)


def in_short(kind: str) -> str:
    """Return "First placement" for "First placement (70 days)"; what is no kind of placement by its own words."""
    label = kinds.KINDS[kind].label if kind in kinds.KINDS else offering.KINDS.get(kind, kind)
    return label.split(" (")[0]


class FreeColumn(NumberColumn):
    """How many places are left of how many."""

    def text(self, record: Any) -> str:
        """Return "1 of 2"."""
        return f"{record.free} of {record.places}"

    def headings(self, heading: str) -> list[str]:
        """An export gets both numbers."""
        return ["Places", "Free places"]

    def plains(self, record: Any) -> list[Any]:
        """Return both numbers."""
        return [record.places, record.free]


class OfferTable(Table):
    """Offers: those that have places first, by their start."""

    team = RecordColumn(
        verbose_name="Team",
        order_by="team__name",
        facts=[("team__service_area__name", "Service area"), ("team__locality__name", "Locality")],
    )
    educator = Named(
        verbose_name="Practice educator", order_by=("educator__last_name", "educator__first_name")
    )
    kinds = KindsColumn(verbose_name="Kinds", orderable=False)
    free = FreeColumn(verbose_name="Free", order_by="free")
    starts_on = DateColumn(verbose_name="From")
    ends_on = DateColumn(verbose_name="Until")
    state = WordTag(words=dict(State.choices), colours=STATE_COLOURS, order_by="rank", verbose_name="State")

    class Meta:
        """Sorted by the query: those that have places first."""

        model = Offer
        fields: tuple[str, ...] = ("team", "educator", "kinds", "free", "starts_on", "ends_on", "state")


class OffersOfAll(OfferTable):
    """Offers of several councils."""

    council = Column(accessor="council__short_name", verbose_name="Council")


class SaysColumn(TagColumn):
    """The answer."""

    def text(self, record: Any) -> str:
        """Return the word."""
        return str(record.said)

    def plain(self, record: Any) -> str:
        """Return the word in an export too."""
        return self.text(record)


class ObstacleColumn(Sentences):
    """What stands in the way of an offer from an answer."""

    def plain(self, record: Any) -> str:
        """Return the sentences in an export."""
        return "; ".join(obstacles(record))

    def html(self, record: Any) -> str:
        """Return a line for each sentence; the offer once there is one."""
        if (made := getattr(record, "offer", None)) is not None:
            return f'<a href="{escape(made.get_absolute_url())}">Offer made</a>'
        return "<br>".join(escape(sentence) for sentence in obstacles(record)) or escape(self.none)


def obstacles(answer: Any) -> tuple[str, ...]:
    """Return why an answer with the facts of its team's newest audit cannot become an offer."""
    until, most = answer.audit_until, answer.audit_most
    audit = TeamAudit(valid_until=until, most_students=most) if until else None
    return offers.reasons_against_answer(answer, audit, localdate())


class ByHandColumn(Column):
    """The step to an offer in which something is said that the answer does not."""

    def __init__(self, **kwargs: Any) -> None:
        """A step is neither sorted nor exported."""
        super().__init__(
            accessor="pk", verbose_name="Next", orderable=False, exclude_from_export=True, **kwargs
        )

    def html(self, record: Any) -> str:
        """Return the link; it names the person for those who hear the page."""
        if getattr(record, "offer", None) is not None:
            return MISSING
        url = f"{reverse('placements:offer_add')}?answer={record.pk}"
        words = f"Fill in an offer of {record.educator}"
        return f'<a href="{escape(url)}" aria-label="{escape(words)}">Fill in an offer</a>'


class AnswerTable(Table):
    """Answers that say yes or maybe, and whether they became an offer."""

    educator = RecordColumn(
        verbose_name="Practice educator",
        order_by=("educator__last_name", "educator__first_name"),
        facts=[("educator__team__name", "Team"), ("call__year", "Year")],
        url=lambda answer: answer.educator.get_absolute_url(),
    )
    says = SaysColumn(verbose_name="Says", colours=SAYS_COLOURS)
    how_many = NumberColumn(verbose_name="Students")
    kinds = KindsColumn(verbose_name="What", orderable=False)
    from_day = DateColumn(verbose_name="From")
    obstacle = ObstacleColumn(accessor="pk", verbose_name="In the way", none="Nothing")
    by_hand = ByHandColumn()

    class Meta:
        """By name."""

        order_by = "educator"
