"""Words for the columns of an application that its history says, and a reason of its own for not passing."""

from django.db import migrations, models

from kmtp.audit.together import Together


class Migration(migrations.Migration):

    dependencies = [
        ('educators', '0017_open_postings_kept_with_less_work'),
    ]

    operations = [
        Together([
        migrations.AlterField(
            model_name='application',
            name='manager_asked_on',
            field=models.DateField(null=True, verbose_name='day on which the line manager was asked'),
        ),
        migrations.AlterField(
            model_name='application',
            name='manager_reminders',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='reminders to the line manager'),
        ),
        migrations.AlterField(
            model_name='application',
            name='manager_words',
            field=models.TextField(blank=True, max_length=2000, verbose_name='what the line manager says'),
        ),
        migrations.AlterField(
            model_name='application',
            name='reason',
            field=models.CharField(blank=True, choices=[('workload', 'Workload relief cannot be given'), ('experience', 'Needs more experience first'), ('application', 'The application does not show it yet'), ('interview', 'The interview did not show it yet'), ('standard', 'The work on the programme did not show it yet'), ('places', 'More good applications than places'), ('team', 'Changes in the team'), ('personal', 'Personal reasons'), ('left', 'Leaves the council'), ('other', 'Another reason')], max_length=12),
        ),
        migrations.AlterField(
            model_name='application',
            name='reason_words',
            field=models.TextField(blank=True, max_length=500, verbose_name='more words on the reason'),
        ),
        migrations.AlterField(
            model_name='application',
            name='state_since',
            field=models.DateField(verbose_name='in this state since'),
        ),
        migrations.AlterField(
            model_name='application',
            name='submitted_on',
            field=models.DateField(null=True, verbose_name='submitted on'),
        ),
        migrations.AlterField(
            model_name='applicationevent',
            name='manager_asked_on',
            field=models.DateField(null=True, verbose_name='day on which the line manager was asked'),
        ),
        migrations.AlterField(
            model_name='applicationevent',
            name='manager_reminders',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='reminders to the line manager'),
        ),
        migrations.AlterField(
            model_name='applicationevent',
            name='manager_words',
            field=models.TextField(blank=True, max_length=2000, verbose_name='what the line manager says'),
        ),
        migrations.AlterField(
            model_name='applicationevent',
            name='reason',
            field=models.CharField(blank=True, choices=[('workload', 'Workload relief cannot be given'), ('experience', 'Needs more experience first'), ('application', 'The application does not show it yet'), ('interview', 'The interview did not show it yet'), ('standard', 'The work on the programme did not show it yet'), ('places', 'More good applications than places'), ('team', 'Changes in the team'), ('personal', 'Personal reasons'), ('left', 'Leaves the council'), ('other', 'Another reason')], max_length=12),
        ),
        migrations.AlterField(
            model_name='applicationevent',
            name='reason_words',
            field=models.TextField(blank=True, max_length=500, verbose_name='more words on the reason'),
        ),
        migrations.AlterField(
            model_name='applicationevent',
            name='state_since',
            field=models.DateField(verbose_name='in this state since'),
        ),
        migrations.AlterField(
            model_name='applicationevent',
            name='submitted_on',
            field=models.DateField(null=True, verbose_name='submitted on'),
        ),
        ])
    ]
