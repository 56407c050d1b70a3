"""Who lapses, and whose registration is to be checked."""

from typing import Any

from django.utils.timezone import localdate

from educators import currency
from educators.models import Activity, Educator, ReturnPlan
from educators.tables.register import STAGE_COLOURS, STAGE_WORDS
from kmtp.ui.tables import Column, DateColumn, RecordColumn, Table, TagColumn, WordTag

STANDING_WORDS = {
    state.key: state.word for state in currency.State if state is not currency.State.RETURNING
} | {"returning": currency.State.RETURNING.word}
STANDING_COLOURS = {state.key: state.colour for state in currency.State}


class UntilColumn(Column):
    """The last day on which somebody is current if nothing more happens."""

    css = "day"

    def plain(self, record: Any) -> Any:
        """Return the day."""
        if record.currency == "trainee":
            return None
        return currency.months_after(record.counted_from, record.window)

    def text(self, record: Any) -> str:
        """Return the day in words."""
        day = self.plain(record)
        return currency.in_words(day) if day else ""


class WhyColumn(Column):
    """Why she stands as she does."""

    def text(self, record: Any) -> str:
        """Return the sentence."""
        if record.currency == "trainee":
            return "No award yet"
        if record.counted_from == localdate():
            return "Practice that counts is under way"
        return f"The last practice or award that counts was on {currency.in_words(record.counted_from)}"

    def plain(self, record: Any) -> str:
        """Return the sentence in an export too."""
        return self.text(record)


class CurrencyTable(Table):
    """How practice educators stand by the policy of the day, the first to lapse first."""

    name = RecordColumn(
        order_by=("last_name", "first_name"),
        facts=[("team", "Team"), ("council__short_name", "Council")],
        verbose_name="Name",
    )
    currency = WordTag(colours=STANDING_COLOURS, words=STANDING_WORDS, verbose_name="Currency")
    until = UntilColumn(empty_values=(), order_by="counted_from", verbose_name="Current until")
    why = WhyColumn(empty_values=(), orderable=False, verbose_name="Why")
    stage = WordTag(colours=STAGE_COLOURS, words=STAGE_WORDS, verbose_name="Stage")

    class Meta:
        """The first to lapse first."""

        model = Educator
        fields = ("name", "currency", "until", "why", "stage")
        order_by = "until"


class RegistrationTable(Table):
    """Registrations that are to be looked up."""

    name = RecordColumn(
        order_by=("last_name", "first_name"),
        facts=[("team", "Team"), ("council__short_name", "Council")],
        verbose_name="Name",
    )
    swe_number = Column(verbose_name="SWE number")
    registered_until = DateColumn(verbose_name="Registered until")
    registration_checked_on = DateColumn(verbose_name="Last checked")

    class Meta:
        """By last name."""

        model = Educator
        fields = ("name", "swe_number", "registered_until", "registration_checked_on")
        order_by = "name"


class ReturnPlanTable(Table):
    """Return plans, the next review first."""

    name = RecordColumn(
        accessor="educator__name",
        order_by=("educator__last_name", "educator__first_name"),
        facts=[("educator__team", "Team"), ("educator__council__short_name", "Council")],
        verbose_name="Name",
    )
    state = TagColumn(colours={"open": "purple", "completed": "green", "ended": "grey"}, verbose_name="Plan")
    review_on = DateColumn(verbose_name="Review")
    ends_on = DateColumn(verbose_name="Last day")
    mentor = Column(
        accessor="mentor__name", order_by=("mentor__last_name", "mentor__first_name"), verbose_name="Mentor"
    )
    reason = Column(verbose_name="Why it ended")

    class Meta:
        """The next review first."""

        model = ReturnPlan
        fields = ("name", "state", "review_on", "ends_on", "mentor", "reason")
        order_by = "review_on"


class ActivityTable(Table):
    """Activities, the newest first."""

    name = RecordColumn(
        accessor="educator__name",
        order_by=("educator__last_name", "educator__first_name"),
        facts=[("educator__team", "Team"), ("educator__council__short_name", "Council")],
        verbose_name="Name",
    )
    kind = Column(verbose_name="Activity")
    started_on = DateColumn(verbose_name="First day")
    ended_on = DateColumn(verbose_name="Last day")
    post = Column(accessor="educator__post", verbose_name="Post")

    class Meta:
        """The newest first."""

        model = Activity
        fields = ("name", "kind", "started_on", "ended_on", "post")
        order_by = "-started_on"
