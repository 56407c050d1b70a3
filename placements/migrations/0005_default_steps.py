"""Installs the steps that every placement has, for the lead to change."""

from datetime import date

from django.db import migrations

from placements.steps import DEFAULTS

#: Before any placement that the system knows of as under way.
FROM = date(2018, 9, 1)


def install(apps, schema_editor):
    """Make a kind of step for each kind of placement of each line of the table."""
    kinds = apps.get_model("placements", "StepKind")
    for default in DEFAULTS:
        for kind in default.kinds:
            kinds.objects.get_or_create(
                name=default.name,
                placement_kind=kind,
                university=None,
                in_force_from=FROM,
                defaults={
                    "anchor": default.anchor,
                    "offset_days": default.offset,
                    "owner": default.owner,
                    "asks_document": default.asks_document,
                    "note": default.note,
                },
            )


class Migration(migrations.Migration):
    dependencies = [("placements", "0004_usual_fee_and_exempt_apprentices")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
