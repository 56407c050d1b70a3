"""The pages inside the room, and beside some of them the ones that belong to them."""

from kmtp.ui import subnavigation

VIEW, CHANGE = "educators.view_educator", "educators.change_educator"


class Tabs(subnavigation.Tabs):
    """Gives a page the room's sub-navigation: at most six, and beside one what is used with it."""

    pages = (
        ("Register", "educators:list", VIEW),
        ("Where they are", "educators:where", VIEW),
        ("Currency", "educators:currency", VIEW),
        ("Recruitment", "educators:recruitment", "educators.run_recruitment"),
        ("Availability", "educators:calls", "educators.call_availability"),
        ("Guidance", "educators:guidance", "educators.view_guidance"),
    )
    beside = {
        "educators:list": (
            ("Data quality", "educators:quality", CHANGE),
            ("Corrections", "educators:corrections", CHANGE),
            ("Imports", "educators:imports", "educators.import_educators"),
        ),
        "educators:where": (
            ("Teams", "educators:teams", "partnership.view_place"),
            ("Localities", "educators:localities", "partnership.view_place"),
            ("Service areas", "educators:areas", "partnership.view_place"),
            ("Figures", "educators:figures", "educators.view_figures"),
        ),
        "educators:currency": (
            ("Return plans", "educators:return_plans", VIEW),
            ("Registration checks", "educators:registration", CHANGE),
            ("Activities", "educators:activities", VIEW),
            ("Policy", "educators:policy", "educators.view_policy"),
        ),
        "educators:recruitment": (
            ("Applications", "educators:applications", "educators.run_recruitment"),
            ("Panels", "educators:panels", "educators.run_recruitment"),
            ("Targets", "educators:targets", "educators.set_targets"),
        ),
    }
