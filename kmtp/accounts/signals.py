"""What other areas may listen for."""

from django.dispatch import Signal

#: An invitation was taken up: ``invitation`` and the new ``person``. Sent inside the same transaction.
invitation_accepted = Signal()
