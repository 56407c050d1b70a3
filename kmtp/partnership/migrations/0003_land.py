from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("partnership", "0002_postcodes_and_managers")]

    operations = []
