"""Letters, and what became of them."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from kmtp.mail import actions
from kmtp.mail.filters import LetterFilter
from kmtp.mail.models import Letter
from kmtp.mail.tables import LetterTable
from kmtp.ui.views import ActionPage, DetailPage, ListPage


class LetterList(ListPage):
    """Every letter that the person looks after."""

    model = Letter
    permission = "mail.view_letter"
    table_class = LetterTable
    filterset_class = LetterFilter
    noun = ("letter", "letters")
    empty_text = (
        "No letter has been written yet. Announce a forum or send an evaluation, and its letters stand here."
    )

    def get_queryset(self) -> QuerySet:
        """Return the letters with whose they are."""
        return super().get_queryset().select_related("organisation").defer("body", "calendar")


class LetterDetail(DetailPage):
    """One letter; its personal link is not shown, so that nobody answers in another's name."""

    model = Letter
    permission = "mail.view_letter"
    template_name = "mail/letter_detail.html"


class SendAgain(ActionPage):
    """Put a failed letter back into the queue."""

    model = Letter
    permission = "mail.resend_letter"
    heading = "Send this letter again"
    what_happens = "“{}” goes back into the queue and is sent within a minute."
    submit_label = "Send again"
    done = "“{}” is on its way."

    def act(self, record: Letter, form: Any) -> None:
        """Queue it."""
        actions.send_again(letter=record, by=self.request.user)
        actions.nudge()

    def get_cancel_url(self) -> str:
        """Go back to the letter."""
        return reverse("mail:letter", args=[self.object.pk])
