"""Keep an uploaded file as it came: compressing it took a tenth of a second for what is forgotten a minute later."""

from django.db import migrations


class Migration(migrations.Migration):
    """A workbook is compressed already, and no file stays once its import is applied or put away."""

    dependencies = [("educators", "0020_who_left_or_is_on_a_break")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE educators_import ALTER COLUMN content SET STORAGE EXTERNAL",
            "ALTER TABLE educators_import ALTER COLUMN content SET STORAGE EXTENDED",
        )
    ]
