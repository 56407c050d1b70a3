"""Whether somebody can be asked: breaks, leaving, coming back."""

from typing import Any

from django.utils.timezone import localdate

from educators import sign_ins
from educators.actions import register
from educators.forms.register import BreakForm, EndOfBreakForm, LeavingForm, ReturnForm
from educators.models import Educator
from kmtp.ui.templatetags.ui import in_words
from kmtp.ui.views import ActionPage


class Status(ActionPage):
    """A change of somebody's status."""

    model = Educator
    permission = "educators.change_educator"


class StartBreak(Status):
    """Start a break."""

    form_class = BreakForm
    heading = "Start a break of {}"
    what_happens = (
        "From this day {} is not proposed for students. The record stays as it is; end the break at any time."
    )
    submit_label = "Start the break"

    def get_done(self, record: Educator) -> str:
        """Say from which day: it may be one to come."""
        return f"{record} is on a break from {in_words(record.on_break_from)}."

    def act(self, record: Educator, form: Any) -> Educator:
        """Start it."""
        data = form.cleaned_data
        return register.start_break(educator=record, on=data["on"], why=data["why"], by=self.request.user)


class EndBreak(Status):
    """End a break."""

    form_class = EndOfBreakForm
    heading = "End the break of {}"
    submit_label = "End the break"
    done = "{} is active again."

    def get_what_happens(self) -> str:
        """Say what follows."""
        return f"From this day {self.object} can be asked to take a student again."

    def act(self, record: Educator, form: Any) -> Educator:
        """End it."""
        day = form.cleaned_data["on"]
        return register.end_break(educator=record, on=day, by=self.request.user, today=localdate())


class Leave(Status):
    """Leave the register."""

    form_class = LeavingForm
    heading = "Take {} off the register"
    what_happens = (
        "From this day {} is not proposed for students and not counted. The record and its history stay, and "
        "you can return {} to the register at any time."
    )
    submit_label = "Take off the register"
    is_destructive = True

    def get_done(self, record: Educator) -> str:
        """Say on which day: it may be one to come."""
        day = record.left_on
        left = "leaves" if day and day > localdate() else "left"
        return f"{record} {left} the register on {in_words(day)}. If that was a mistake, return them from the record."

    def get_what_happens(self) -> str:
        """Name the person in both places."""
        return self.what_happens.format(self.object, self.object)

    def act(self, record: Educator, form: Any) -> Educator:
        """Leave."""
        data = form.cleaned_data
        return register.leave(educator=record, on=data["on"], why=data["why"], by=self.request.user)


class ReturnToRegister(Status):
    """Return to the register."""

    form_class = ReturnForm
    heading = "Return {} to the register"
    submit_label = "Return to the register"
    done = "{} is on the register again."

    def get_what_happens(self) -> str:
        """Say what follows."""
        return f"From this day {self.object} is active again, with the awards and activities on the record."

    def act(self, record: Educator, form: Any) -> Educator:
        """Return."""
        day = form.cleaned_data["on"]
        return register.return_to_register(educator=record, on=day, by=self.request.user, today=localdate())


class Invite(ActionPage):
    """Invite somebody on the register to sign in."""

    model = Educator
    permission = "educators.change_educator"
    heading = "Invite {} to sign in"
    submit_label = "Send the invitation"
    done = "We are sending an invitation to {}."

    def get_what_happens(self) -> str:
        """Say where the letter goes and what the person will see."""
        where = self.object.email or "the e-mail address that is still missing on the record"
        return f"A letter goes to {where}. {self.object} then sees their own record, students, forums and time log."

    def act(self, record: Educator, form: Any) -> None:
        """Send it."""
        sign_ins.invite_educator(educator=record, by=self.request.user)
