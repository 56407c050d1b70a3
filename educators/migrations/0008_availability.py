from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("educators", "0007_recruitment")]

    operations = []
