"""Awards, activities and training: recorded on somebody's record."""

from typing import Any

from django.utils.timezone import localdate

from educators.actions import achievements
from educators.forms.achievements import SeenAwardForm, out_of_order
from educators.forms.register import (
    ActivityForm,
    CompletionForm,
    MentorForm,
    TrainingForm,
    WithdrawalForm,
)
from educators.models import Activity, Award, Cpd, Educator, ReturnPlan, Training
from kmtp.ui.views import ActionPage, UpdatePage


class OnRecord(UpdatePage):
    """A form about something new on a record: the record is the educator's, the form's is the new row."""

    model = Educator
    permission = "educators.change_educator"
    row: type[Award] | type[Activity] | type[Training] | type[Cpd] | type[ReturnPlan]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Start the new row with its educator."""
        return super().get_form_kwargs() | {"instance": self.row(educator=self.object)}

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the record."""
        return str(self.object.get_absolute_url())

    def get_done(self, record: Any) -> str:
        """Say what was recorded, and for whom."""
        return f"{record} is recorded for {self.object}."


class RecordAward(OnRecord):
    """Record an award."""

    row = Award
    form_class = SeenAwardForm
    heading = "Record an award of {}"

    def save(self, form: Any) -> Award:
        """Store the award."""
        return achievements.record_award(
            award=form.save(commit=False), by=self.request.user, today=localdate()
        )

    def get_done(self, record: Any) -> str:
        """Say what was recorded, and what looks odd about the order of the stages."""
        return f"{super().get_done(record)} {out_of_order(record)}".strip()


class RecordActivity(OnRecord):
    """Record an activity."""

    row = Activity
    form_class = ActivityForm
    heading = "Record an activity of {}"

    def save(self, form: Any) -> Activity:
        """Store the activity."""
        return achievements.record_activity(
            activity=form.save(commit=False), by=self.request.user, today=localdate()
        )


class AddTraining(OnRecord):
    """Record a place on a PEPS programme."""

    row = Training
    form_class = TrainingForm
    heading = "Record a PEPS training place of {}"

    def save(self, form: Any) -> Training:
        """Store the place."""
        return achievements.add_training(training=form.save(commit=False), by=self.request.user)


class NameMentor(ActionPage):
    """Say who mentors somebody on a programme."""

    model = Training
    permission = "educators.change_educator"
    form_class = MentorForm
    submit_label = "Save the mentor"
    object: Any

    def get_heading(self) -> str:
        """Ask."""
        return f"Who mentors {self.object.educator}?"

    def get_what_happens(self) -> str:
        """Say for what, and what the mentor does."""
        return f"The mentor observes and assesses {self.object.educator} on the programme: {self.object}."

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the place."""
        return super().get_form_kwargs() | {"training": self.object}

    def act(self, record: Training, form: Any) -> None:
        """Name the mentor."""
        mentor = form.cleaned_data["mentor"]
        record.mentor = achievements.name_mentor(training=record, mentor=mentor, by=self.request.user).mentor

    def get_done(self, record: Training) -> str:
        """Say who it is."""
        return f"{record.mentor} mentors {record.educator}."


class CompleteTraining(ActionPage):
    """Say that training was completed."""

    model = Training
    permission = "educators.change_educator"
    form_class = CompletionForm
    heading = "Complete {}"
    submit_label = "Complete the training"
    done = "{} is completed, and the award is on the record."

    def get_what_happens(self) -> str:
        """Say that the award follows."""
        training = self.object
        return f"{training.educator} has completed {training}. The award is recorded with the same day."

    def act(self, record: Training, form: Any) -> None:
        """Complete it."""
        day = form.cleaned_data["on"]
        achievements.complete_training(training=record, on=day, by=self.request.user, today=localdate())


class WithdrawFromTraining(ActionPage):
    """Say that training ended early."""

    model = Training
    permission = "educators.change_educator"
    form_class = WithdrawalForm
    heading = "Withdraw from {}"
    submit_label = "Withdraw"
    is_destructive = True
    done = "The withdrawal from {} is recorded."

    def get_what_happens(self) -> str:
        """Say what stays."""
        return (
            f"{self.object.educator} leaves the programme: {self.object}. The place stays on the record as "
            "withdrawn and is not counted as training supported."
        )

    def act(self, record: Training, form: Any) -> None:
        """Withdraw."""
        achievements.withdraw_from_training(
            training=record, on=form.cleaned_data["on"], by=self.request.user, why=form.cleaned_data["why"]
        )
