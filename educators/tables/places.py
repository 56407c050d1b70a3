"""Teams, localities and service areas as lists."""

from django.urls import reverse

from kmtp.partnership.models import Locality, ServiceArea, Team
from kmtp.ui.tables import Column, DateColumn, NumberColumn, RecordColumn, Table, WordTag


class TeamTable(Table):
    """Teams by name."""

    name = RecordColumn(
        facts=[("organisation__short_name", "Council"), ("postcode", "Postcode")],
        url=lambda team: reverse("educators:team", args=[team.pk]),
        verbose_name="Team",
    )
    service_area = Column(order_by="service_area__name", verbose_name="Service area")
    locality = Column(order_by="locality__name", verbose_name="Locality")
    manager = Column(order_by="manager__name", verbose_name="Manager")
    number = NumberColumn(verbose_name="Practice educators")
    state = WordTag(
        words={"open": "Open", "closed": "Closed", "to-come": "To open"},
        colours={"open": "green", "to-come": "blue"},
        verbose_name="State",
    )
    valid_to = DateColumn(verbose_name="Last day")

    class Meta:
        """By name."""

        model = Team
        fields = ("name", "service_area", "locality", "manager", "number", "state", "valid_to")
        order_by = "name"


class LocalityTable(Table):
    """Localities by name."""

    name = RecordColumn(
        facts=[("organisation__short_name", "Council")],
        url=lambda place: reverse("educators:locality_change", args=[place.pk]),
        verbose_name="Locality",
    )
    number = NumberColumn(verbose_name="Teams")

    class Meta:
        """By name."""

        model = Locality
        fields = ("name", "number")
        order_by = "name"


class ServiceAreaTable(Table):
    """Service areas by name."""

    name = RecordColumn(
        facts=[("organisation__short_name", "Council")],
        url=lambda place: reverse("educators:area_change", args=[place.pk]),
        verbose_name="Service area",
    )
    group = Column(verbose_name="Kind of work")
    number = NumberColumn(verbose_name="Teams")

    class Meta:
        """By name."""

        model = ServiceArea
        fields = ("name", "group", "number")
        order_by = "name"
