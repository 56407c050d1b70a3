"""The usual fee of £20 a day, and apprentices who pay none: settings that the lead can change, with their dates."""

from datetime import date
from decimal import Decimal

from django.db import migrations

FROM = date(2015, 9, 1)
WHY = "The employer of an apprentice provides the placement"


def set_the_usual(apps, schema_editor):
    """Set them where nobody has set anything else."""
    rates = apps.get_model("placements", "FeeRate").objects
    rates.get_or_create(in_force_from=FROM, university=None, defaults={"pounds": Decimal("20.00")})
    exemptions = apps.get_model("placements", "FeeExemption").objects
    exemptions.get_or_create(route="apprenticeship", starts_on=FROM, defaults={"why": WHY})


class Migration(migrations.Migration):
    dependencies = [("placements", "0003_offers_allocation_days_and_concerns")]
    operations = [migrations.RunPython(set_the_usual, migrations.RunPython.noop)]
