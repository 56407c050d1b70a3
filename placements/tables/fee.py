"""The placements behind a fee, on a page and as a file."""

from kmtp.ui.tables import Column, NumberColumn, RecordColumn, Table


class FeeTable(Table):
    """What each placement costs in a month."""

    student = RecordColumn(
        accessor="placement__student__reference",
        verbose_name="Student",
        orderable=False,
        facts=[("placement__kind", "Kind"), ("placement__student__programme__route", "Route")],
        url=lambda part: part.placement.get_absolute_url(),
    )
    university = Column(accessor="university__short_name", verbose_name="University", orderable=False)
    council = Column(accessor="placement__council__short_name", verbose_name="Council", orderable=False)
    month = Column(accessor="label", verbose_name="Month", orderable=False)
    days = NumberColumn(accessor="sum__days", verbose_name="Days paid", places=1, orderable=False)
    pounds = NumberColumn(accessor="sum__pounds", verbose_name="Fee in pounds", places=2, orderable=False)
    exempt = NumberColumn(accessor="sum__exempt", verbose_name="Days not paid", places=1, orderable=False)
    because = Column(verbose_name="Why not", orderable=False)
