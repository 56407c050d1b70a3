"""``manage.py load_postcodes ME CT TN DA BR``: where the postcodes of these areas are."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kmtp.partnership import postcodes


class Command(BaseCommand):
    """Load postcodes from the ONS Postcode Directory; running it again changes nothing but what a new edition does."""

    help = (
        "Loads the postcodes of some areas, such as ME CT TN DA BR, and draws the land of the map from them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the areas."""
        parser.add_argument(
            "areas", nargs="+", metavar="AREA", help="The letters that a postcode starts with: ME."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was done."""
        try:
            done = postcodes.load(options["areas"])
        except (postcodes.UnknownAreaError, FileNotFoundError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{done.read:,} postcodes read: {done.new:,} new, {done.changed:,} changed. "
            f"The land is {done.cells:,} hexagons."
        )
