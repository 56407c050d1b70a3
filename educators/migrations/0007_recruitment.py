from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("educators", "0006_import_staging")]

    operations = []
