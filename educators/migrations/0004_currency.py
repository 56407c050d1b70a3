from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("educators", "0003_standing_and_policy")]

    operations = []
