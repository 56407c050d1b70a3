"""Build a report: count, freeze, draw, and put the finished file in its place in one step.

Nobody ever sees half a file: the PDF is written beside its place, made safe on the disk and renamed, and only
then is the report called ready. A builder that dies leaves its claim, and after the lease another takes over.
"""

import hashlib
import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from kmtp.figures import Section
from kmtp.reports import chapters, pdf
from kmtp.reports.models import Report

LEASE = timedelta(minutes=5)
ATTEMPTS = 3
COUNTING, WRITING = 60, 75


def claim(report_id: int, now: datetime) -> Report | None:
    """Take the report to build it; ``None`` when it is finished, gone, or in another builder's hands."""
    free = Q(state=Report.State.WAITING) | Q(state=Report.State.BUILDING, claimed_at__lt=now - LEASE)
    report = Report.objects.filter(free, pk=report_id).select_related("organisation").first()
    if report is None:
        return None
    facts = {"state": Report.State.BUILDING, "claimed_at": now, "attempts": report.attempts + 1}
    taken = Report.objects.filter(free, pk=report_id, attempts=report.attempts).update(**facts)
    report.attempts += 1
    return report if taken else None


def build(report_id: int) -> None:
    """Build the report, or say on it why it could not be built. Running it twice builds once."""
    report = claim(report_id, timezone.now())
    if report is None:
        return None
    if report.attempts > ATTEMPTS:
        return fail(
            report,
            "Building it was cut short three times. Ask for it again, and tell us if it happens again.",
        )
    try:
        write(report, count(report))
    except pdf.CannotWrite as error:
        fail(report, str(error))
    except OSError as error:
        fail(
            report,
            f"The file could not be stored ({error.strerror}). Ask your administrator to look at the disk.",
        )
    except Exception:
        fail(
            report,
            "Something went wrong while it was built. Your administrator finds the details in the log.",
        )
        raise


def count(report: Report) -> list[Section]:
    """Return the chapters, saying of each that it is being counted."""
    found: list[Section] = []
    for name, section in chapters.sections(report.year, report.organisation):
        found.append(section)
        say(report, f"Counted {name}", len(found) * COUNTING // len(chapters.CHAPTERS))
    return found


def write(report: Report, sections: list[Section]) -> None:
    """Freeze the figures, draw the pages and put the file in its place."""
    say(report, "Drawing the pages", WRITING)
    context = {"report": report, "sections": sections, "facts": chapters.fact_box(sections)}
    report.body = render_to_string("reports/_chapters.html", context)
    content = pdf.write(render_to_string("reports/pdf.html", context | {"body": report.body}))
    put(content, report.file)
    report.figures = chapters.as_rows(sections)
    finish(report, hashlib.sha256(content).hexdigest())


def put(content: bytes, place: Path) -> None:
    """Write the file beside its place, force it to the disk, and rename it: it is there whole or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".unfinished-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def say(report: Report, step: str, progress: int) -> None:
    """Show how far it is, and hold the claim."""
    Report.objects.filter(pk=report.pk).update(step=step, progress=progress, claimed_at=timezone.now())


def finish(report: Report, content_hash: str) -> None:
    """Call it ready."""
    report.state, report.step, report.progress = Report.State.READY, "Ready", 100
    report.content_hash, report.built_at, report.problem = content_hash, timezone.now(), ""
    report.save()


def fail(report: Report, problem: str) -> None:
    """Say on the report why it was not built; earlier revisions stay as they are."""
    Report.objects.filter(pk=report.pk).update(
        state=Report.State.FAILED, step="Not built", problem=problem[:300]
    )


def sweep(now: datetime) -> list[int]:
    """Return the reports that wait, or whose builder died, and clear away what dead builders left on the disk."""
    waiting = Q(state=Report.State.WAITING) | Q(state=Report.State.BUILDING, claimed_at__lt=now - LEASE)
    for folder in {report.file.parent for report in Report.objects.filter(waiting)}:
        for leftover in folder.glob(".unfinished-*"):
            if leftover.stat().st_mtime < (now - LEASE).timestamp():
                leftover.unlink(missing_ok=True)
    return list(Report.objects.filter(waiting).values_list("pk", flat=True))
