"""``manage.py roles``: docs/roles.md, the table of who may do what, drawn from ``kmtp.partnership.access``."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from kmtp.partnership.access import OWN_ONLY, PERMISSIONS, SECOND_FACTOR, WHOLE_PARTNERSHIP, Role

#: Each area with its permissions in plain words, in the order in which somebody would look for them.
WORDS: dict[str, dict[str, str]] = {
    "Practice educators": {
        "educators.view_educator": "see the register",
        "educators.add_educator": "put somebody on the register",
        "educators.change_educator": "change a record: awards, activities, training, breaks, leaving",
        "educators.import_educators": "import a spreadsheet",
        "educators.view_policy": "read the currency policy",
        "educators.change_policy": "change the currency policy",
        "educators.run_recruitment": "run intakes, panels and offers of a place",
        "educators.set_targets": "set the targets for recruitment",
        "educators.call_availability": "call for availability",
        "educators.view_figures": "see the figures of a council and its teams",
        "educators.view_guidance": "read the guidance",
        "educators.issue_guidance": "issue a version of the guidance",
        "educators.record_adoption": "record that a partner adopted the guidance",
        "educators.view_own_record": "see and correct their own record",
    },
    "Placements": {
        "placements.view_student": "see students",
        "placements.add_student": "add a student",
        "placements.import_students": "import students and requests from a spreadsheet",
        "placements.change_student": "change a student",
        "placements.view_request": "see requests for placements",
        "placements.add_request": "ask for a placement",
        "placements.change_request": "change or withdraw a request",
        "placements.view_placement": "see placements",
        "placements.pair_student": "pair a student with a practice educator",
        "placements.set_rule_aside": "set a rule aside when pairing by hand, with a reason",
        "placements.change_placement": "move a placement on: confirm, start, pause, end",
        "placements.view_offer": "see what teams and practice educators offer",
        "placements.change_offer": "add, change or withdraw an offer",
        "placements.draft_allocation": "draft an allocation, compare drafts and publish one",
        "placements.view_decision": "read who decided on a placement, and why",
        "placements.do_step": "mark a step as done, and add its document",
        "placements.waive_step": "waive a step, with a reason",
        "placements.confirm_days": "confirm or return the days that a student logged",
        "placements.view_concern": "read a concern in which they are involved",
        "placements.raise_concern": "raise a concern",
        "placements.audit_team": "audit a team",
        "placements.view_fee": "see placement fees",
        "placements.view_practice_panel": "see a university’s practice panels",
        "placements.change_practice_panel": "send reports to a practice panel, and record what it decided",
        "placements.set_rules": "set travel, steps and fees, with dates",
    },
    "Forums": {
        "forums.view_forum": "see forums",
        "forums.add_forum": "plan a forum",
        "forums.change_forum": "change, announce or cancel a forum",
        "forums.take_register": "take the register of a forum",
        "forums.book_place": "book a place for themselves",
    },
    "Evaluations": {
        "evaluations.view_evaluation": "see both sides once they are shown",
        "evaluations.send_evaluation": "send evaluations and follow them up",
        "evaluations.answer_evaluation": "answer an evaluation",
    },
    "Time audit": {
        "time_audit.view_audit": "see time audits and their results",
        "time_audit.add_audit": "plan a time audit",
        "time_audit.change_audit": "run a time audit: who takes part, start, close, reopen a week",
        "time_audit.log_time": "fill in their own weeks",
    },
    "Annual reports": {
        "reports.view_report": "read and download annual reports",
        "reports.build_report": "build an annual report",
    },
    "Letters": {
        "mail.view_letter": "see letters and what became of them",
        "mail.resend_letter": "send a failed letter again",
    },
    "Partners": {
        "partnership.view_organisation": "see the organisations",
        "partnership.change_organisation": "add and change organisations",
        "partnership.view_place": "see teams, localities and service areas",
        "partnership.change_place": "add, change and close teams, localities and service areas",
    },
    "Lists": {
        "accounts.save_view": "keep their own views of a list",
    },
    "People": {
        "partnership.view_person": "see people and their roles",
        "partnership.invite_person": "invite somebody",
        "partnership.change_membership": "give and take roles, open and close sign-ins",
    },
}

INTRODUCTION = """\
# Who may do what

This page is drawn from `kmtp/partnership/access.py` by `manage.py roles`; a test compares the two. To change
it, change the table there and run `python manage.py roles > docs/roles.md`.

A person may hold several roles and may then do what any of them allows. A role that is taken away is gone on
the person's next page. A record that is out of somebody's reach does not exist for them (404); a page that
their role does not open is refused (403). `tests/access/` holds every address of the system to this.
"""


def page() -> str:
    """Return docs/roles.md."""
    return "\n".join([INTRODUCTION, *_reach(), "", *_permissions()]) + "\n"


def _reach() -> Iterator[str]:
    yield "## How far each role reaches"
    yield ""
    yield "| role | reaches | second factor |"
    yield "|---|---|---|"
    for role in Role:
        yield f"| {role.label} | {reach(role)} | {'needed' if role in SECOND_FACTOR else 'as they like'} |"


def reach(role: Role) -> str:
    """Return in words which records a role reaches."""
    if role in WHOLE_PARTNERSHIP:
        return "the whole partnership"
    return "what is their own" if role in OWN_ONLY else "their own organisation"


def _permissions() -> Iterator[str]:
    yield "## What each role allows"
    yield ""
    yield f"| | {' | '.join(role.label for role in Role)} |"
    yield f"|---|{':-:|' * len(Role)}"
    for area, permissions in WORDS.items():
        yield f"| **{area}** |{' |' * len(Role)}"
        yield from (f"| {words} | {_ticks(name)} |" for name, words in permissions.items())


def _ticks(permission: str) -> str:
    return " | ".join("yes" if permission in PERMISSIONS[role] else "–" for role in Role)


class Command(BaseCommand):
    """Print the page."""

    help = "Prints docs/roles.md, the table of roles and permissions."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        self.stdout.write(page(), ending="")
