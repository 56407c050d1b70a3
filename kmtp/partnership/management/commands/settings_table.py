"""``manage.py settings_table``: the README's table of settings, drawn from ``kmtp.env``."""

from typing import Any

from django.core.management.base import BaseCommand

from kmtp.env import SETTINGS


def table() -> str:
    """Return the table in Markdown."""
    lines = ["| setting | what it does | if it is not set |", "|---|---|---|"]
    lines += [f"| `{s.name}` | {s.meaning} | {f'`{s.default}`' if s.default else ''} |" for s in SETTINGS]
    return "\n".join(lines)


class Command(BaseCommand):
    """Print the table."""

    help = "Prints the table of settings in Markdown."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        self.stdout.write(table())
