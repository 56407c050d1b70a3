"""The independents, and their share against the target of the day."""

from educators.annual_report.headcount import Headcount
from educators.target import Target
from kmtp.figures import PERCENT, Definition, Figure, percentage


def figures(now: Headcount, before: Headcount, target: Target) -> list[Figure]:
    """Return the independents, their share against the target, and the share in-house."""
    part = percentage(now.independents, now.people)
    return [
        Figure(
            "independents",
            "Independent practice educators",
            now.independents,
            Definition(
                "Practice educators who are not employed by the council, contracted or provided by others."
            ),
            last_year=before.independents,
        ),
        Figure(
            "independent_share",
            "Share of independents",
            part,
            Definition("Independent practice educators divided by all practice educators."),
            PERCENT,
            percentage(before.independents, before.people),
            target.verdict(part),
        ),
        Figure(
            "in_house_share",
            "Share in-house",
            percentage(now.in_house, now.people),
            Definition("Practice educators employed by the council divided by all practice educators."),
            PERCENT,
            percentage(before.in_house, before.people),
        ),
    ]
