from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("educators", "0010_guidance")]

    operations = []
