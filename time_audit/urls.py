"""Addresses of the time audits."""

from datetime import date

from django.urls import URLPattern, path, register_converter

from time_audit.views import audits, participants, results, weeks


class Monday:
    """A week in an address, by its first day: 2020-03-02. Other days are no week."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Return the day, if it is a Monday."""
        day = date.fromisoformat(value)
        if day.weekday():
            raise ValueError(f"{day} is not a Monday.")
        return day

    def to_url(self, value: date | str) -> str:
        """Return the day as it stands in the address."""
        return str(value)


class Step:
    """A change of an audit's lifecycle."""

    regex = "start|close|open"

    def to_python(self, value: str) -> str:
        """Return the key of the change."""
        return value

    def to_url(self, value: str) -> str:
        """Return the key of the change."""
        return value


register_converter(Monday, "monday")
register_converter(Step, "time_audit_step")

app_name = "time_audit"
urlpatterns: list[URLPattern] = [
    path("", audits.front, name="list"),
    path("mine/", weeks.MyWeeks.as_view(), name="mine"),
    path("new/", audits.CreateAudit.as_view(), name="create"),
    path("<int:pk>/", audits.AuditDetail.as_view(), name="detail"),
    path("<int:pk>/change/", audits.UpdateAudit.as_view(), name="update"),
    path("<int:pk>/add/", participants.AddParticipants.as_view(), name="add"),
    path("<int:pk>/results/", results.AuditResults.as_view(), name="results"),
    path("<int:pk>/<time_audit_step:to>/", audits.MoveAudit.as_view(), name="move"),
    path("participants/<int:pk>/hours/", participants.ChangeHours.as_view(), name="hours"),
    path("participants/<int:pk>/remove/", participants.RemoveParticipant.as_view(), name="remove"),
    path("participants/<int:pk>/open/<monday:monday>/", participants.ReopenWeek.as_view(), name="reopen"),
    path("week/<int:participant>/<monday:monday>/", weeks.WeekPage.as_view(), name="week"),
]
