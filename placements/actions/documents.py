"""Keep a document with a step: each upload is a version of its own, and none is ever thrown away."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db.models import Max
from django.utils import timezone

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements import lifecycle
from placements.documents import Checked, ending
from placements.models import Document, Step

TWICE = "This file is the latest version already. Choose another, or go back to the placement."


@recorded("Document added")
def add(*, step: Step, file: Checked, by: Person, now: datetime | None = None) -> Document:
    """Store the next version of a step's document; the file is named by its content, never by what was typed."""
    step = Step.objects.select_for_update(of=("self",)).select_related("placement").get(pk=step.pk)
    if step.placement.state not in lifecycle.COUNTED:
        raise Refused("This placement was withdrawn, so no document is added to it any more.")
    sha256 = hashlib.sha256(file.content).hexdigest()
    latest = step.documents.order_by("-version").first()
    if latest and latest.sha256 == sha256:
        raise Refused(TWICE)
    made = Document(
        step=step,
        version=_next_version(step),
        name=file.name,
        content_type=file.content_type,
        size=len(file.content),
        sha256=sha256,
        uploaded_at=now or timezone.now(),
        uploaded_by=by,
    )
    made.file.save(f"step-{step.pk}-{sha256[:16]}.{ending(file.name)}", ContentFile(file.content), save=True)
    return made


def _next_version(step: Step) -> int:
    return (step.documents.aggregate(last=Max("version"))["last"] or 0) + 1
