"""The pages inside the room, and beside each the ones that belong to it."""

from kmtp.ui import subnavigation


class Tabs(subnavigation.Tabs):
    """Gives a page the room's sub-navigation."""

    pages = (
        ("Register", "educators:list", "educators.view_educator"),
        ("Where they are", "educators:where", "educators.view_educator"),
        ("Currency", "educators:currency", "educators.view_educator"),
        ("Recruitment", "educators:recruitment", "educators.run_recruitment"),
        ("Availability", "educators:calls", "educators.call_availability"),
        ("Guidance", "educators:guidance", "educators.view_guidance"),
    )
