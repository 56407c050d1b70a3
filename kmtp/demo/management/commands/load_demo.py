"""``manage.py load_demo``: invented people and the published figures of 2018/19 and 2019/20."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localdate

from kmtp.demo.data import load


class Command(BaseCommand):
    """Load the demo data, once; the same for the same date."""

    help = "Loads the demonstration's data. Running it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the day that the demo lives on."""
        parser.add_argument(
            "--today", type=date.fromisoformat, default=None, help="The demo's today: 2026-11-23."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was done."""
        today = options["today"] or localdate()
        if today < load.EARLIEST:
            raise CommandError(
                f"The demo starts after the published years: give a day from {load.EARLIEST} on."
            )
        loaded = load.everything(today)
        self.stdout.write("The demo data is loaded." if loaded else "The demo data is there already.")
