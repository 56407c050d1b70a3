"""Who may open and who may post to each address: the one table that the access tests hold the system to.

``about`` is the kind of thing that the address names (see ``world.py``); ``POST`` without a role means that the
address only shows something (405). An address that is not in the table fails the build, as does a line
without an address.
"""

from tests.access.areas import AREAS
from tests.access.line import (
    ADMINISTRATOR,
    ADMINISTRATORS,
    ANONYMOUS,
    ANYBODY,
    COORDINATOR,
    EDUCATOR,
    EDUCATORS,
    FACULTY,
    FIELD,
    LEAD,
    MANAGER,
    MANAGERS,
    NO_ROLE,
    NOBODY,
    PARTNER,
    PARTNERS,
    POST_ROOM,
    ROLES,
    SIGNED_IN,
    Line,
    form,
)
from tests.access.world import CORNERS, COUNCIL, OWN, PERSON, UNIVERSITY

TABLE = (
    # everybody
    Line("home", SIGNED_IN),
    Line("search", SIGNED_IN),
    Line("help", ANYBODY),
    Line("privacy", ANYBODY),
    Line("accessibility", ANYBODY),
    Line("healthz", ANYBODY),
    Line("readyz", ANYBODY),
    # the demo's mailbox, which is 404 outside the demo
    Line("demo:mailbox", ANYBODY),
    Line("demo:letter", ANYBODY, about="letter"),
    # people
    Line("accounts:people", ADMINISTRATORS),
    form("accounts:invite", ADMINISTRATORS),
    Line("accounts:person", ADMINISTRATORS, about="person"),
    form("accounts:give_role", ADMINISTRATORS, about="person"),
    form("accounts:close", ADMINISTRATORS, about="person"),
    form("accounts:open", ADMINISTRATORS, about="person"),
    form("accounts:end_role", ADMINISTRATORS, about="membership"),
    form("accounts:accept", ANYBODY, about="invitation link"),
    # letters
    Line("mail:list", POST_ROOM),
    Line("mail:letter", POST_ROOM, about="letter"),
    form("mail:send_again", POST_ROOM, about="letter"),
    # annual reports
    Line("reports:list", MANAGERS),
    form("reports:ask", MANAGERS),
    Line("reports:detail", MANAGERS, about="report"),
    Line("reports:progress", MANAGERS, about="report"),
    Line("reports:pdf", MANAGERS, about="report"),
    Line("reports:workbook", MANAGERS, about="report"),
    # educators
    Line("educators:list", FACULTY),
    form("educators:add", FACULTY),
    Line("educators:mine", EDUCATORS),
    form("educators:mine_change", EDUCATORS),
    form("educators:import_upload", FACULTY),
    Line("educators:import_template", FACULTY),
    Line("educators:import", FACULTY, about="import"),
    form("educators:import_apply", FACULTY, about="import"),
    form("educators:import_put_away", FACULTY, about="import"),
    Line("educators:detail", FACULTY, about="educator"),
    form("educators:change", FACULTY, about="educator"),
    form("educators:record_award", FACULTY, about="educator"),
    form("educators:record_activity", FACULTY, about="educator"),
    form("educators:add_training", FACULTY, about="educator"),
    form("educators:start_break", FACULTY, about="educator"),
    form("educators:end_break", FACULTY, about="educator"),
    form("educators:leave", FACULTY, about="educator"),
    form("educators:return", FACULTY, about="educator"),
    form("educators:invite", FACULTY, about="educator"),
    form("educators:training_mentor", FACULTY, about="training"),
    form("educators:complete_training", FACULTY, about="training"),
    form("educators:withdraw_training", FACULTY, about="training"),
    *(line for area in AREAS for line in area.LINES),
    # placements
    Line("placements:list", FIELD),
    Line("placements:detail", FIELD, about="placement"),
    form("placements:edit", FACULTY, about="placement"),
    form("placements:open_profile", FIELD, about="placement"),
    form("placements:change", FACULTY, about="placement step"),
    Line("placements:student_list", PARTNERS),
    form("placements:student_add", PARTNERS),
    Line("placements:student_detail", PARTNERS, about="student"),
    form("placements:student_edit", PARTNERS, about="student"),
    Line("placements:request_list", PARTNERS),
    form("placements:request_add", PARTNERS),
    Line("placements:request_detail", PARTNERS, about="request"),
    form("placements:request_edit", PARTNERS, about="request"),
    form("placements:request_withdraw", PARTNERS, about="request"),
    Line("placements:find_educator", FACULTY, about="request"),
    form("placements:pair", FACULTY, about="pairing"),
    form("placements:pair_host", FACULTY, about="shadowing"),
    Line("placements:programme_list", FACULTY),
    form("placements:programme_add", FACULTY),
    # forums
    Line("forums:list", FIELD),
    form("forums:create", FACULTY),
    Line("forums:detail", FIELD, about="forum"),
    Line("forums:calendar", FIELD, about="forum"),
    form("forums:change", FACULTY, about="forum"),
    form("forums:programme", FACULTY, about="forum"),
    form("forums:announce", FACULTY, about="forum"),
    form("forums:cancel", FACULTY, about="forum"),
    form("forums:book", EDUCATORS, about="forum"),
    form("forums:give_up", EDUCATORS, about="forum"),
    form("forums:book_for", FACULTY, about="forum"),
    form("forums:register", FACULTY, about="forum"),
    form("forums:cancel_booking", FACULTY, about="booking"),
    form("forums:invitation", ANYBODY, about="forum link"),
    # evaluations
    Line("evaluations:list", FIELD),
    Line("evaluations:mine", EDUCATORS),
    Line("evaluations:own", EDUCATORS, about="response"),
    form("evaluations:own_check", EDUCATORS, about="response"),
    form("evaluations:own_thanks", EDUCATORS, about="response"),  # leads back to the start
    form("evaluations:own_page", EDUCATORS, about="response page"),
    Line("evaluations:answer", ANYBODY, about="student's link"),
    form("evaluations:answer_check", ANYBODY, about="student's link"),
    form("evaluations:answer_thanks", ANYBODY, about="student's link"),  # leads back to the start
    form("evaluations:answer_page", ANYBODY, about="student's link page"),
    Line("evaluations:due", FACULTY),
    Line("evaluations:send_chosen", NOBODY, FACULTY),
    form("evaluations:send", FACULTY, about="placement"),
    Line("evaluations:results", PARTNERS),
    Line("evaluations:follow_ups", FACULTY),
    Line("evaluations:follow_up", FACULTY, about="follow-up"),
    form("evaluations:follow_up_close", FACULTY, about="follow-up"),
    form("evaluations:follow_up_reopen", FACULTY, about="follow-up"),
    Line("evaluations:detail", FIELD, about="evaluation"),
    form("evaluations:edit", FACULTY, about="open evaluation"),
    form("evaluations:send_again", FACULTY, about="evaluation side"),
    # time audit
    Line("time_audit:list", FACULTY | EDUCATORS),
    Line("time_audit:mine", EDUCATORS),
    form("time_audit:create", FACULTY),
    Line("time_audit:detail", FACULTY, about="audit"),
    form("time_audit:update", FACULTY, about="audit"),
    form("time_audit:add", FACULTY, about="audit"),
    Line("time_audit:results", FACULTY, about="audit"),
    form("time_audit:move", FACULTY, about="audit step"),
    form("time_audit:hours", FACULTY, about="participant"),
    form("time_audit:remove", FACULTY, about="participant"),
    form("time_audit:reopen", FACULTY, about="week of a participant"),
    form("time_audit:week", EDUCATORS, about="monday"),
)

#: Which corners of the world each role reaches, for whatever it may open at all.
REACH: dict[str | None, frozenset[str]] = {
    ANONYMOUS: frozenset(),
    NO_ROLE: frozenset(),
    COORDINATOR: frozenset({OWN, UNIVERSITY, PERSON}),
    LEAD: frozenset(CORNERS),
    EDUCATOR: frozenset({OWN}),
    MANAGER: frozenset({OWN, UNIVERSITY, PERSON}),
    PARTNER: frozenset({OWN, COUNCIL, PERSON}),
    ADMINISTRATOR: frozenset(CORNERS),
}
#: Where a kind is reached otherwise.
OTHER_REACH: dict[tuple[str, str | None], frozenset[str]] = {
    # A forum is announced to the educators of its council; universities come to the joint ones.
    ("forum", PARTNER): frozenset(),
    # A view of a list is its owner's alone, whatever role somebody else has.
    **{("saved view", who): frozenset() for who in ROLES},
    ("saved view", COORDINATOR): frozenset({OWN}),
    # Each area may say where its own kinds are reached otherwise.
    **{key: reach for area in AREAS for key, reach in getattr(area, "OTHER_REACH", {}).items()},
}

#: What a council alone has: there is none of another university's or another person's.
OF_A_COUNCIL = frozenset(
    {
        *("educator", "training", "import", "person", "membership", "letter", "report"),
        *("forum", "booking", "audit", "audit step"),
    }
)

#: allauth's addresses: those that open without signing in, and the others. With the arguments they need.
ALLAUTH_PUBLIC: dict[str, dict[str, str]] = {
    "account_login": {},
    "account_logout": {},
    "account_inactive": {},
    "account_signup": {},
    "account_email_verification_sent": {},
    "account_confirm_email": {"key": "MQ:abc"},
    "account_reset_password": {},
    "account_reset_password_done": {},
    "account_reset_password_from_key": {"uidb36": "1", "key": "abc-def"},
    "account_reset_password_from_key_done": {},
    "account_request_login_code": {},
    "account_confirm_login_code": {},
    "mfa_authenticate": {},
    "mfa_login_webauthn": {},
    "socialaccount_login_cancelled": {},
    "socialaccount_login_error": {},
    "socialaccount_signup": {},
    "openid_connect_login": {"provider_id": "council"},
    "openid_connect_callback": {"provider_id": "council"},
}
ALLAUTH_SIGNED_IN: dict[str, dict[str, str]] = {
    "account_reauthenticate": {},
    "account_email": {},
    "account_change_password": {},
    "account_set_password": {},
    "mfa_index": {},
    "mfa_reauthenticate": {},
    "mfa_activate_totp": {},
    "mfa_deactivate_totp": {},
    "mfa_view_recovery_codes": {},
    "mfa_generate_recovery_codes": {},
    "mfa_download_recovery_codes": {},
    "mfa_list_webauthn": {},
    "mfa_add_webauthn": {},
    "mfa_reauthenticate_webauthn": {},
    "mfa_remove_webauthn": {"pk": "1"},
    "mfa_edit_webauthn": {"pk": "1"},
    "socialaccount_connections": {},
}
#: allauth's redirects from its old addresses; they have no names.
ALLAUTH_OLD = ("social/login/cancelled/", "social/login/error/", "social/signup/", "social/connections/")


def corners(line: Line) -> tuple[str, ...]:
    """Return the corners in which there is what the address names."""
    shared = frozenset().union(*(getattr(area, "SHARED", frozenset()) for area in AREAS))
    if not line.about or line.about in shared:
        return (OWN,)
    of_a_council = OF_A_COUNCIL.union(*(area.OF_A_COUNCIL for area in AREAS))
    return (OWN, COUNCIL) if line.about in of_a_council else CORNERS


def reaches(who: str | None, line: Line, corner: str) -> bool:
    """Say whether what the address names exists for this person; personal links open to whoever holds them."""
    if line.is_public or not line.about:
        return True
    return corner in OTHER_REACH.get((line.about, who), REACH[who])
