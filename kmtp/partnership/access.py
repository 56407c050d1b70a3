"""Who may do what: one table, read by every page through Django's own permission API.

A role gives permissions within its organisation; a practice educator's reach only what is her own; a lead
and an administrator serve the whole partnership. Permissions are named ``app.verb_noun``.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Q, TextChoices


class Role(TextChoices):
    """What somebody comes to do."""

    COORDINATOR = "coordinator", "Coordinator"
    LEAD = "lead", "Partnership lead"
    EDUCATOR = "educator", "Practice educator"
    MANAGER = "manager", "Manager"
    PARTNER = "partner", "University partner"
    ADMINISTRATOR = "administrator", "Administrator"


WHOLE_PARTNERSHIP = (Role.LEAD, Role.ADMINISTRATOR)
OWN_ONLY = (Role.EDUCATOR,)
AT_A_UNIVERSITY = (Role.PARTNER,)
SECOND_FACTOR = (Role.COORDINATOR, Role.LEAD, Role.MANAGER, Role.ADMINISTRATOR)

#: Everybody who sees a list may keep her own views of it.
OWN_VIEWS = "accounts.save_view"

FACULTY = frozenset(
    {
        OWN_VIEWS,
        "educators.view_educator",
        "educators.add_educator",
        "educators.change_educator",
        "educators.import_educators",
        "educators.view_policy",
        "educators.run_recruitment",
        "educators.set_targets",
        "educators.call_availability",
        "educators.view_guidance",
        "educators.record_adoption",
        "educators.view_figures",
        "partnership.view_place",
        "partnership.change_place",
        "placements.view_student",
        "placements.add_student",
        "placements.import_students",
        "placements.change_student",
        "placements.view_request",
        "placements.add_request",
        "placements.change_request",
        "placements.view_placement",
        "placements.pair_student",
        "placements.set_rule_aside",
        "placements.change_placement",
        "placements.view_offer",
        "placements.change_offer",
        "placements.draft_allocation",
        "placements.view_decision",
        "placements.do_step",
        "placements.waive_step",
        "placements.confirm_days",
        "placements.view_concern",
        "placements.raise_concern",
        "placements.audit_team",
        "placements.view_fee",
        "placements.view_practice_panel",
        "placements.change_practice_panel",
        "forums.view_forum",
        "forums.add_forum",
        "forums.change_forum",
        "forums.take_register",
        "evaluations.view_evaluation",
        "evaluations.send_evaluation",
        "time_audit.view_audit",
        "time_audit.add_audit",
        "time_audit.change_audit",
        "reports.view_report",
        "reports.build_report",
        "mail.view_letter",
        "mail.resend_letter",
    }
)

PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.COORDINATOR: FACULTY,
    Role.LEAD: FACULTY | {"educators.change_policy", "educators.issue_guidance", "placements.set_rules"},
    Role.EDUCATOR: frozenset(
        {
            OWN_VIEWS,
            "educators.view_own_record",
            "educators.view_policy",
            "educators.view_guidance",
            "placements.view_placement",
            "placements.do_step",
            "placements.confirm_days",
            "placements.view_concern",
            "placements.raise_concern",
            "forums.view_forum",
            "forums.book_place",
            "evaluations.answer_evaluation",
            "time_audit.log_time",
        }
    ),
    Role.MANAGER: frozenset(
        {
            OWN_VIEWS,
            "educators.view_figures",
            "educators.view_guidance",
            "reports.view_report",
            "reports.build_report",
        }
    ),
    Role.PARTNER: frozenset(
        {
            OWN_VIEWS,
            "educators.view_guidance",
            "placements.view_student",
            "placements.add_student",
            "placements.import_students",
            "placements.change_student",
            "placements.view_request",
            "placements.add_request",
            "placements.change_request",
            "placements.view_placement",
            "placements.do_step",
            "placements.view_concern",
            "placements.raise_concern",
            "placements.view_fee",
            "placements.view_practice_panel",
            "placements.change_practice_panel",
            "forums.view_forum",
            "evaluations.view_evaluation",
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            OWN_VIEWS,
            "partnership.view_person",
            "partnership.invite_person",
            "partnership.change_membership",
            "partnership.view_organisation",
            "partnership.change_organisation",
            "partnership.view_place",
            "partnership.change_place",
            "mail.view_letter",
            "mail.resend_letter",
        }
    ),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """One role held now; ``organisation`` is ``None`` for the whole partnership."""

    role: Role
    organisation: int | None

    def allows(self, permission: str | None) -> bool:
        """Say whether the role gives ``permission``; ``None`` asks for no particular one."""
        return permission is None or permission in PERMISSIONS[self.role]


class User(Protocol):
    """What access control needs of whoever asks; an anonymous visitor has no ``grants``."""

    pk: Any


def grants(user: Any, permission: str | None = None) -> tuple[Grant, ...]:
    """Return the roles by which ``user`` holds ``permission`` somewhere."""
    return tuple(grant for grant in getattr(user, "grants", ()) if grant.allows(permission))


def roles(user: Any) -> frozenset[Role]:
    """Return the roles that ``user`` holds now."""
    return frozenset(grant.role for grant in grants(user))


def organisations(user: Any, permission: str | None = None) -> frozenset[int] | None:
    """Return the ids of the organisations where ``user`` holds ``permission``; ``None`` means all of them."""
    held = [grant for grant in grants(user, permission) if grant.role not in OWN_ONLY or permission is None]
    if any(grant.organisation is None for grant in held):
        return None
    return frozenset(grant.organisation for grant in held if grant.organisation is not None)


#: The condition that always holds. An empty ``Q()`` would vanish when it is combined with another by "or".
EVERYTHING = Q(pk__isnull=False)


def within(user: Any, permission: str | None, *paths: str, own: str = "") -> Q:
    """Return the condition that a row is in the reach of ``user``.

    ``paths`` are the fields that lead from the row to its organisations (a council, a university); ``own`` is
    the field that leads to the person whose own it is, by which a practice educator reaches it. A path to a
    university is asked of a university's people alone and one to a council of a council's, for an "or" of both
    would keep the database from using either's index.
    """
    reach = organisations(user, permission)
    if reach is None:
        return EVERYTHING
    condition = Q(pk__in=[])
    for path in paths:
        if found := reach & _at_the_end_of(path, user):
            condition |= Q(**{f"{path}__in": found})
    return condition | Q(**{own: user.pk}) if own and _owns(user, permission) else condition


def _at_the_end_of(path: str, user: Any) -> frozenset[int]:
    """Return the organisations of ``user`` to which a path can lead, by the kind that its last word names."""
    kind = path.rsplit("__", 1)[-1]
    held = grants(user)
    if kind in ("council", "university"):
        held = tuple(one for one in held if (one.role in AT_A_UNIVERSITY) == (kind == "university"))
    return frozenset(one.organisation for one in held if one.organisation is not None)


def _owns(user: Any, permission: str | None) -> bool:
    return any(grant.role in OWN_ONLY for grant in grants(user, permission))


def allows(user: Any, permission: str, record: Any = None) -> bool:
    """Say whether ``user`` may do ``permission``: anywhere, or on ``record`` when given.

    A record says where it belongs by ``tenant_ids`` and whose it is by ``owner_id`` (either may be missing).
    """
    held = grants(user, permission)
    if record is None:
        return bool(held)
    return any(_reaches(grant, user, record) for grant in held)


def _reaches(grant: Grant, user: Any, record: Any) -> bool:
    if grant.role in OWN_ONLY:
        return getattr(record, "owner_id", None) in (user.pk, SHARED)
    tenants: frozenset[int] = getattr(record, "tenant_ids", frozenset())
    return grant.organisation is None or grant.organisation in tenants or tenants == EVERYBODY


#: The ``tenant_ids`` of a record that belongs to the whole partnership, such as a joint forum.
EVERYBODY: frozenset[int] = frozenset({0})
#: The ``owner_id`` of such a record.
SHARED = 0
