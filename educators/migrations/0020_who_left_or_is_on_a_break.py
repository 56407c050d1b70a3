
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('educators', '0019_where_they_work_in_plain_words'),
        ('partnership', '0003_land'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='educator',
            index=models.Index(condition=models.Q(('left_on__isnull', False), ('on_break_from__isnull', False), _connector='OR'), fields=['left_on', 'on_break_from'], name='educator_gone'),
        ),
    ]
