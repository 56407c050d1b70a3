"""Whether somebody can be asked: breaks, leaving, coming back."""

from typing import Any

from educators import sign_ins
from educators.actions import register
from educators.forms import BreakForm, LeavingForm
from educators.models import Educator
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
    done = "{} is on a break."

    def act(self, record: Educator, form: Any) -> Educator:
        """Start it."""
        data = form.cleaned_data
        return register.start_break(educator=record, on=data["on"], why=data["why"], by=self.request.user)


class EndBreak(Status):
    """End a break."""

    heading = "End the break of {}"
    what_happens = "{} can be asked to take a student again from today."
    submit_label = "End the break"
    done = "{} is active again."

    def act(self, record: Educator, form: Any) -> Educator:
        """End it."""
        return register.end_break(educator=record, by=self.request.user)


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
    done = "{} has left the register. If that was a mistake, return them from the record."

    def get_what_happens(self) -> str:
        """Name the person in both places."""
        return self.what_happens.format(self.object, self.object)

    def act(self, record: Educator, form: Any) -> Educator:
        """Leave."""
        data = form.cleaned_data
        return register.leave(educator=record, on=data["on"], why=data["why"], by=self.request.user)


class ReturnToRegister(Status):
    """Return to the register."""

    heading = "Return {} to the register"
    what_happens = "{} is active again from today, with the awards and activities on the record."
    submit_label = "Return to the register"
    done = "{} is on the register again."

    def act(self, record: Educator, form: Any) -> Educator:
        """Return."""
        return register.return_to_register(educator=record, by=self.request.user)


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
        return f"A letter goes to {where}. {self.object} then sees her own record, students, forums and time log."

    def act(self, record: Educator, form: Any) -> None:
        """Send it."""
        sign_ins.invite_educator(educator=record, by=self.request.user)
