import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from kmtp.audit.together import Together


class Migration(migrations.Migration):

    dependencies = [
        ('educators', '0006_import_staging'),
        ('mail', '0002_letters_to_students'),
        ('partnership', '0002_postcodes_and_managers'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        Together([migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_name', models.CharField(max_length=80)),
                ('last_name', models.CharField(max_length=80)),
                ('email', models.EmailField(max_length=254, verbose_name='work e-mail address')),
                ('team_name', models.CharField(max_length=120, verbose_name='team')),
                ('swe_number', models.CharField(blank=True, max_length=8, validators=[django.core.validators.RegexValidator('^SW[1-9]\\d{0,5}$', 'Enter the Social Work England number, like SW123456.')], verbose_name='Social Work England number')),
                ('qualified_on', models.DateField(blank=True, null=True, verbose_name='qualified as a social worker on')),
                ('post', models.CharField(blank=True, max_length=80, verbose_name='post')),
                ('why', models.TextField(blank=True, max_length=4000, verbose_name='why you want to be a practice educator')),
                ('experience', models.TextField(blank=True, max_length=4000, verbose_name='experience of helping others to learn')),
                ('needs', models.TextField(blank=True, max_length=2000, verbose_name='learning needs and support')),
                ('manager_name', models.CharField(blank=True, max_length=120, verbose_name='line manager’s name')),
                ('manager_email', models.EmailField(blank=True, max_length=254, verbose_name='line manager’s work e-mail address')),
                ('manager_asked_on', models.DateField(null=True)),
                ('manager_reminders', models.PositiveSmallIntegerField(default=0)),
                ('manager_words', models.TextField(blank=True, max_length=2000)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('supported', 'Supported'), ('shortlisted', 'Shortlisted'), ('interviewed', 'Interviewed'), ('reserve', 'In reserve'), ('offered', 'Offered'), ('accepted', 'Accepted'), ('on-programme', 'On programme'), ('awarded', 'Awarded'), ('not-supported', 'Not supported'), ('not-shortlisted', 'Not shortlisted'), ('not-offered', 'Not offered'), ('declined', 'Declined'), ('did-not-complete', 'Did not complete'), ('withdrawn', 'Withdrawn')], default='draft', max_length=16)),
                ('state_since', models.DateField()),
                ('submitted_on', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, choices=[('workload', 'Workload relief cannot be given'), ('experience', 'Needs more experience first'), ('application', 'The application does not show it yet'), ('interview', 'The interview did not show it yet'), ('places', 'More good applications than places'), ('team', 'Changes in the team'), ('personal', 'Personal reasons'), ('left', 'Leaves the council'), ('other', 'Another reason')], max_length=12)),
                ('reason_words', models.TextField(blank=True, max_length=500)),
                ('interview_at', models.TimeField(null=True, verbose_name='time of the interview')),
                ('answer_by', models.DateField(null=True, verbose_name='answer the offer by')),
            ],
            options={
                'ordering': ['last_name', 'first_name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ApplicationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('first_name', models.CharField(max_length=80)),
                ('last_name', models.CharField(max_length=80)),
                ('email', models.EmailField(max_length=254, verbose_name='work e-mail address')),
                ('team_name', models.CharField(max_length=120, verbose_name='team')),
                ('swe_number', models.CharField(blank=True, max_length=8, validators=[django.core.validators.RegexValidator('^SW[1-9]\\d{0,5}$', 'Enter the Social Work England number, like SW123456.')], verbose_name='Social Work England number')),
                ('qualified_on', models.DateField(blank=True, null=True, verbose_name='qualified as a social worker on')),
                ('post', models.CharField(blank=True, max_length=80, verbose_name='post')),
                ('why', models.TextField(blank=True, max_length=4000, verbose_name='why you want to be a practice educator')),
                ('experience', models.TextField(blank=True, max_length=4000, verbose_name='experience of helping others to learn')),
                ('needs', models.TextField(blank=True, max_length=2000, verbose_name='learning needs and support')),
                ('manager_name', models.CharField(blank=True, max_length=120, verbose_name='line manager’s name')),
                ('manager_email', models.EmailField(blank=True, max_length=254, verbose_name='line manager’s work e-mail address')),
                ('manager_asked_on', models.DateField(null=True)),
                ('manager_reminders', models.PositiveSmallIntegerField(default=0)),
                ('manager_words', models.TextField(blank=True, max_length=2000)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('supported', 'Supported'), ('shortlisted', 'Shortlisted'), ('interviewed', 'Interviewed'), ('reserve', 'In reserve'), ('offered', 'Offered'), ('accepted', 'Accepted'), ('on-programme', 'On programme'), ('awarded', 'Awarded'), ('not-supported', 'Not supported'), ('not-shortlisted', 'Not shortlisted'), ('not-offered', 'Not offered'), ('declined', 'Declined'), ('did-not-complete', 'Did not complete'), ('withdrawn', 'Withdrawn')], default='draft', max_length=16)),
                ('state_since', models.DateField()),
                ('submitted_on', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, choices=[('workload', 'Workload relief cannot be given'), ('experience', 'Needs more experience first'), ('application', 'The application does not show it yet'), ('interview', 'The interview did not show it yet'), ('places', 'More good applications than places'), ('team', 'Changes in the team'), ('personal', 'Personal reasons'), ('left', 'Leaves the council'), ('other', 'Another reason')], max_length=12)),
                ('reason_words', models.TextField(blank=True, max_length=500)),
                ('interview_at', models.TimeField(null=True, verbose_name='time of the interview')),
                ('answer_by', models.DateField(null=True, verbose_name='answer the offer by')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('has_conflict', models.BooleanField(default=False, verbose_name='I have a conflict of interest')),
                ('notes', models.TextField(blank=True, max_length=4000)),
            ],
        ),
        migrations.CreateModel(
            name='AssessmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('has_conflict', models.BooleanField(default=False, verbose_name='I have a conflict of interest')),
                ('notes', models.TextField(blank=True, max_length=4000)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Cohort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='CohortEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('words', models.CharField(max_length=200, verbose_name='criterion')),
                ('weight', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'verbose_name_plural': 'criteria',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CriterionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('order', models.PositiveSmallIntegerField()),
                ('words', models.CharField(max_length=200, verbose_name='criterion')),
                ('weight', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Such as Autumn 2026.', max_length=80)),
                ('stage', models.CharField(choices=[('stage-1', 'PEPS Stage 1'), ('stage-2', 'PEPS Stage 2')], max_length=7)),
                ('opens_on', models.DateField(verbose_name='opens on')),
                ('closes_on', models.DateField(verbose_name='closes on')),
                ('interviews_from', models.DateField(blank=True, null=True, verbose_name='interviews from')),
                ('interviews_to', models.DateField(blank=True, null=True, verbose_name='interviews until')),
                ('places', models.PositiveSmallIntegerField(default=10)),
                ('starts_on', models.DateField(verbose_name='programme starts on')),
                ('eligibility', models.TextField(default='You are a social worker registered with Social Work England and qualified for at least two years; for Stage 2 we advise three.', max_length=1000, verbose_name='who can apply')),
                ('closed_by_hand', models.BooleanField(default=False, editable=False, verbose_name='closed')),
            ],
            options={
                'ordering': ['-opens_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='IntakeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(help_text='Such as Autumn 2026.', max_length=80)),
                ('stage', models.CharField(choices=[('stage-1', 'PEPS Stage 1'), ('stage-2', 'PEPS Stage 2')], max_length=7)),
                ('opens_on', models.DateField(verbose_name='opens on')),
                ('closes_on', models.DateField(verbose_name='closes on')),
                ('interviews_from', models.DateField(blank=True, null=True, verbose_name='interviews from')),
                ('interviews_to', models.DateField(blank=True, null=True, verbose_name='interviews until')),
                ('places', models.PositiveSmallIntegerField(default=10)),
                ('starts_on', models.DateField(verbose_name='programme starts on')),
                ('eligibility', models.TextField(default='You are a social worker registered with Social Work England and qualified for at least two years; for Stage 2 we advise three.', max_length=1000, verbose_name='who can apply')),
                ('closed_by_hand', models.BooleanField(default=False, editable=False, verbose_name='closed')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Panel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField(verbose_name='day')),
                ('starts_at', models.TimeField(verbose_name='starts at')),
                ('place', models.CharField(help_text='A room, or the link to an online meeting.', max_length=200)),
                ('invited_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'ordering': ['held_on', 'starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PanelEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('held_on', models.DateField(verbose_name='day')),
                ('starts_at', models.TimeField(verbose_name='starts at')),
                ('place', models.CharField(help_text='A room, or the link to an online meeting.', max_length=200)),
                ('invited_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PanelMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('role', models.CharField(blank=True, help_text='Such as chair, or programme lead.', max_length=80)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='PanelMemberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=120)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('role', models.CharField(blank=True, help_text='Such as chair, or programme lead.', max_length=80)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='ScoreEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('points', models.PositiveSmallIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='application',
            name='educator',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='applications', to='educators.educator'),
        ),
        migrations.AddField(
            model_name='application',
            name='link',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mail.personallink'),
        ),
        migrations.AddField(
            model_name='application',
            name='manager_link',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mail.personallink'),
        ),
        migrations.AddField(
            model_name='application',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.team'),
        ),
        migrations.AddField(
            model_name='application',
            name='training',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='educators.training'),
        ),
        migrations.AddField(
            model_name='applicationevent',
            name='educator',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='educators.educator'),
        ),
        migrations.AddField(
            model_name='applicationevent',
            name='link',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='mail.personallink'),
        ),
        migrations.AddField(
            model_name='applicationevent',
            name='manager_link',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='mail.personallink'),
        ),
        migrations.AddField(
            model_name='applicationevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='applicationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='educators.application'),
        ),
        migrations.AddField(
            model_name='applicationevent',
            name='team',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnership.team'),
        ),
        migrations.AddField(
            model_name='applicationevent',
            name='training',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='educators.training'),
        ),
        migrations.AddField(
            model_name='assessment',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='educators.application'),
        ),
        migrations.AddField(
            model_name='assessmentevent',
            name='application',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='educators.application'),
        ),
        migrations.AddField(
            model_name='assessmentevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='assessmentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='educators.assessment'),
        ),
        migrations.AddField(
            model_name='cohort',
            name='provider',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.organisation'),
        ),
        migrations.AddField(
            model_name='applicationevent',
            name='cohort',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='educators.cohort'),
        ),
        migrations.AddField(
            model_name='application',
            name='cohort',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='educators.cohort'),
        ),
        migrations.AddField(
            model_name='cohortevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='cohortevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='educators.cohort'),
        ),
        migrations.AddField(
            model_name='cohortevent',
            name='provider',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnership.organisation'),
        ),
        migrations.AddField(
            model_name='criterionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='criterionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='educators.criterion'),
        ),
        migrations.AddField(
            model_name='intake',
            name='council',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='intakes', to='partnership.organisation'),
        ),
        migrations.AddField(
            model_name='intake',
            name='provider',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.organisation', verbose_name='programme provider'),
        ),
        migrations.AddField(
            model_name='criterionevent',
            name='intake',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='educators.intake'),
        ),
        migrations.AddField(
            model_name='criterion',
            name='intake',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='educators.intake'),
        ),
        migrations.AddField(
            model_name='cohortevent',
            name='intake',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='educators.intake'),
        ),
        migrations.AddField(
            model_name='cohort',
            name='intake',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cohort', to='educators.intake'),
        ),
        migrations.AddField(
            model_name='applicationevent',
            name='intake',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='educators.intake'),
        ),
        migrations.AddField(
            model_name='application',
            name='intake',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='educators.intake'),
        ),
        migrations.AddField(
            model_name='intakeevent',
            name='council',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnership.organisation'),
        ),
        migrations.AddField(
            model_name='intakeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='intakeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='educators.intake'),
        ),
        migrations.AddField(
            model_name='intakeevent',
            name='provider',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnership.organisation', verbose_name='programme provider'),
        ),
        migrations.AddField(
            model_name='panel',
            name='intake',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='panels', to='educators.intake'),
        ),
        migrations.AddField(
            model_name='applicationevent',
            name='panel',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='educators.panel'),
        ),
        migrations.AddField(
            model_name='application',
            name='panel',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='applications', to='educators.panel'),
        ),
        migrations.AddField(
            model_name='panelevent',
            name='intake',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='educators.intake'),
        ),
        migrations.AddField(
            model_name='panelevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='panelevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='educators.panel'),
        ),
        migrations.AddField(
            model_name='panelmember',
            name='link',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mail.personallink'),
        ),
        migrations.AddField(
            model_name='panelmember',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.organisation'),
        ),
        migrations.AddField(
            model_name='panelmember',
            name='panel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='educators.panel'),
        ),
        migrations.AddField(
            model_name='assessmentevent',
            name='member',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='educators.panelmember'),
        ),
        migrations.AddField(
            model_name='assessment',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='educators.panelmember'),
        ),
        migrations.AddField(
            model_name='panelmemberevent',
            name='link',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='mail.personallink'),
        ),
        migrations.AddField(
            model_name='panelmemberevent',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnership.organisation'),
        ),
        migrations.AddField(
            model_name='panelmemberevent',
            name='panel',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='educators.panel'),
        ),
        migrations.AddField(
            model_name='panelmemberevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='panelmemberevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='educators.panelmember'),
        ),
        migrations.AddField(
            model_name='score',
            name='assessment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='educators.assessment'),
        ),
        migrations.AddField(
            model_name='score',
            name='criterion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='educators.criterion'),
        ),
        migrations.AddField(
            model_name='scoreevent',
            name='assessment',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='educators.assessment'),
        ),
        migrations.AddField(
            model_name='scoreevent',
            name='criterion',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='educators.criterion'),
        ),
        migrations.AddField(
            model_name='scoreevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='scoreevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='educators.score'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.UniqueConstraint(fields=('council', 'name', 'stage'), name='intake_is_named_once', violation_error_message='This council already has an intake of this name and stage.'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='intake_closes_after_it_opens', violation_error_message='The intake must close on or after the day it opens.'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__gt', models.F('closes_on'))), name='intake_starts_after_it_closes', violation_error_message='The programme must start after the intake closes.'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(('interviews_to__isnull', True), ('interviews_to__gte', models.F('interviews_from')), _connector='OR'), name='intake_interviews_end_after_they_begin', violation_error_message='The interviews must end on or after the day they begin.'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(('places__range', (1, 500))), name='intake_has_places', violation_error_message='Enter between 1 and 500 places.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='intake',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "educators_intakeevent" ("closed_by_hand", "closes_on", "council_id", "eligibility", "id", "interviews_from", "interviews_to", "name", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "provider_id", "stage", "starts_on") VALUES (NEW."closed_by_hand", NEW."closes_on", NEW."council_id", NEW."eligibility", NEW."id", NEW."interviews_from", NEW."interviews_to", NEW."name", NEW."opens_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."places", NEW."provider_id", NEW."stage", NEW."starts_on"); RETURN NULL;', hash='6e5a744a94c52e95afa5ef6e0ab3de1c9aa73be5', operation='INSERT', pgid='pgtrigger_insert_insert_7dc51', table='educators_intake', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='intake',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "educators_intakeevent" ("closed_by_hand", "closes_on", "council_id", "eligibility", "id", "interviews_from", "interviews_to", "name", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "provider_id", "stage", "starts_on") VALUES (NEW."closed_by_hand", NEW."closes_on", NEW."council_id", NEW."eligibility", NEW."id", NEW."interviews_from", NEW."interviews_to", NEW."name", NEW."opens_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."places", NEW."provider_id", NEW."stage", NEW."starts_on"); RETURN NULL;', hash='063dd9ddf1fbbea42ebbde212280451060411fdf', operation='UPDATE', pgid='pgtrigger_update_update_37965', table='educators_intake', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bef665f9a4e361d1c28d75c63c9d0f04fc14dbdc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_12dfb', table='educators_criterionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.CheckConstraint(condition=models.Q(('weight__range', (1, 5))), name='criterion_weighs_one_to_five', violation_error_message='Enter a weight between 1 and 5.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "educators_criterionevent" ("id", "intake_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weight", "words") VALUES (NEW."id", NEW."intake_id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."weight", NEW."words"); RETURN NULL;', hash='46de7327c3fb4745155316349719b5dd02fa288f', operation='INSERT', pgid='pgtrigger_insert_insert_24565', table='educators_criterion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "educators_criterionevent" ("id", "intake_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weight", "words") VALUES (NEW."id", NEW."intake_id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."weight", NEW."words"); RETURN NULL;', hash='c3fef465ea46f3b009fc1763dc8395e78e8857a6', operation='UPDATE', pgid='pgtrigger_update_update_c07ae', table='educators_criterion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cohortevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cdcf6c69c7f21c8599212258d60697ee77f3800b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_aa498', table='educators_cohortevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='cohort_ends_after_it_starts', violation_error_message='The cohort must end on or after the day it starts.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cohort',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "educators_cohortevent" ("ends_on", "id", "intake_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."intake_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."provider_id", NEW."starts_on"); RETURN NULL;', hash='828641826df24c931fa65dc4d5e04058dac28ec2', operation='INSERT', pgid='pgtrigger_insert_insert_03bf2', table='educators_cohort', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cohort',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "educators_cohortevent" ("ends_on", "id", "intake_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."intake_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provider_id", NEW."starts_on"); RETURN NULL;', hash='d74644d22cc6a600b4041104e9fe4c997f27e82c', operation='UPDATE', pgid='pgtrigger_update_update_16fad', table='educators_cohort', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='intakeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ffbc6412782fa7e21e1cc9bcde485578e4bb527b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4eafe', table='educators_intakeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='panel',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "educators_panelevent" ("held_on", "id", "intake_id", "invited_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "starts_at") VALUES (NEW."held_on", NEW."id", NEW."intake_id", NEW."invited_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."starts_at"); RETURN NULL;', hash='f58921d85c26bf15fe266bcd87d91cc74f5c335a', operation='INSERT', pgid='pgtrigger_insert_insert_e3951', table='educators_panel', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='panel',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "educators_panelevent" ("held_on", "id", "intake_id", "invited_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "starts_at") VALUES (NEW."held_on", NEW."id", NEW."intake_id", NEW."invited_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."starts_at"); RETURN NULL;', hash='669747f07e599a5e8de68d5e9c2c2025bbf7fbdb', operation='UPDATE', pgid='pgtrigger_update_update_9398b', table='educators_panel', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='applicationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2110abb3a05e4dceccfffe292c5317575c1d16f6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5dd30', table='educators_applicationevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['intake', 'state'], name='application_by_state'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('swe_number', ''), ('swe_number__regex', '^SW[1-9]\\d{0,5}$'), _connector='OR'), name='application_swe_number_is_well_formed', violation_error_message='Enter the Social Work England number, like SW123456.'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('manager_email', ''), models.Q(('manager_email__iexact', models.F('email')), _negated=True), _connector='OR'), name='application_manager_is_somebody_else', violation_error_message='Enter the address of your line manager, not your own.'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['not-supported', 'not-shortlisted', 'not-offered', 'declined', 'withdrawn', 'did-not-complete', 'withdrawn']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='application_that_ended_has_a_reason', violation_error_message='Choose a reason.'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('submitted_on__isnull', False), ('state', 'withdrawn'), _connector='OR'), name='application_was_sent_on_a_day', violation_error_message='Submit the application first.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "educators_applicationevent" ("answer_by", "cohort_id", "educator_id", "email", "experience", "first_name", "id", "intake_id", "interview_at", "last_name", "link_id", "manager_asked_on", "manager_email", "manager_link_id", "manager_name", "manager_reminders", "manager_words", "needs", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "qualified_on", "reason", "reason_words", "state", "state_since", "submitted_on", "swe_number", "team_id", "team_name", "training_id", "why") VALUES (NEW."answer_by", NEW."cohort_id", NEW."educator_id", NEW."email", NEW."experience", NEW."first_name", NEW."id", NEW."intake_id", NEW."interview_at", NEW."last_name", NEW."link_id", NEW."manager_asked_on", NEW."manager_email", NEW."manager_link_id", NEW."manager_name", NEW."manager_reminders", NEW."manager_words", NEW."needs", NEW."panel_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."post", NEW."qualified_on", NEW."reason", NEW."reason_words", NEW."state", NEW."state_since", NEW."submitted_on", NEW."swe_number", NEW."team_id", NEW."team_name", NEW."training_id", NEW."why"); RETURN NULL;', hash='cf2b983561e04dd1991425adc1fdf81298a0abce', operation='INSERT', pgid='pgtrigger_insert_insert_e5521', table='educators_application', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "educators_applicationevent" ("answer_by", "cohort_id", "educator_id", "email", "experience", "first_name", "id", "intake_id", "interview_at", "last_name", "link_id", "manager_asked_on", "manager_email", "manager_link_id", "manager_name", "manager_reminders", "manager_words", "needs", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "qualified_on", "reason", "reason_words", "state", "state_since", "submitted_on", "swe_number", "team_id", "team_name", "training_id", "why") VALUES (NEW."answer_by", NEW."cohort_id", NEW."educator_id", NEW."email", NEW."experience", NEW."first_name", NEW."id", NEW."intake_id", NEW."interview_at", NEW."last_name", NEW."link_id", NEW."manager_asked_on", NEW."manager_email", NEW."manager_link_id", NEW."manager_name", NEW."manager_reminders", NEW."manager_words", NEW."needs", NEW."panel_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post", NEW."qualified_on", NEW."reason", NEW."reason_words", NEW."state", NEW."state_since", NEW."submitted_on", NEW."swe_number", NEW."team_id", NEW."team_name", NEW."training_id", NEW."why"); RETURN NULL;', hash='c44d5b2d37301264ebaea107088e54394c71af64', operation='UPDATE', pgid='pgtrigger_update_update_3f030', table='educators_application', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='panelevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2056612e4277644d2de2229c9c02c76296d28180', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6e1e7', table='educators_panelevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='panelmember',
            constraint=models.UniqueConstraint(fields=('panel', 'email'), name='panel_member_is_on_it_once', violation_error_message='This person is on the panel already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='panelmember',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "educators_panelmemberevent" ("email", "id", "link_id", "name", "organisation_id", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."email", NEW."id", NEW."link_id", NEW."name", NEW."organisation_id", NEW."panel_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role"); RETURN NULL;', hash='ae0b4071337a46027ef2eab6a3398fae753a6f5b', operation='INSERT', pgid='pgtrigger_insert_insert_0fe54', table='educators_panelmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='panelmember',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "educators_panelmemberevent" ("email", "id", "link_id", "name", "organisation_id", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."email", NEW."id", NEW."link_id", NEW."name", NEW."organisation_id", NEW."panel_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role"); RETURN NULL;', hash='959bc486026d8b506fad1304c90e9af216407775', operation='UPDATE', pgid='pgtrigger_update_update_2ce14', table='educators_panelmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2874924c5912e3b54b6c085761f687ab98f31b81', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1d3de', table='educators_assessmentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(fields=('member', 'application'), name='assessment_is_given_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "educators_assessmentevent" ("application_id", "has_conflict", "id", "member_id", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."application_id", NEW."has_conflict", NEW."id", NEW."member_id", NEW."notes", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='6b5de745aee5d1b33076a4ffa71f6b6f2d76213d', operation='INSERT', pgid='pgtrigger_insert_insert_cbb58', table='educators_assessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "educators_assessmentevent" ("application_id", "has_conflict", "id", "member_id", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."application_id", NEW."has_conflict", NEW."id", NEW."member_id", NEW."notes", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='9495ee7658f651306a77b0794595d89e847bb1aa', operation='UPDATE', pgid='pgtrigger_update_update_72e25', table='educators_assessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='panelmemberevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ce1073be9fdc6ef409c3ddd54190cffc2d1b5f50', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0189b', table='educators_panelmemberevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.UniqueConstraint(fields=('assessment', 'criterion'), name='score_is_given_once'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.CheckConstraint(condition=models.Q(('points__range', (0, 4))), name='score_is_nought_to_four', violation_error_message='Choose between 0 and 4 points.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='score',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "educators_scoreevent" ("assessment_id", "criterion_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points") VALUES (NEW."assessment_id", NEW."criterion_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."points"); RETURN NULL;', hash='f3f137b273e615c119be3ad5663b8574b0da8278', operation='INSERT', pgid='pgtrigger_insert_insert_b147f', table='educators_score', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='score',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "educators_scoreevent" ("assessment_id", "criterion_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points") VALUES (NEW."assessment_id", NEW."criterion_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."points"); RETURN NULL;', hash='19a0d9ac91b9d11224669409f1ddec8e2a266b3c', operation='UPDATE', pgid='pgtrigger_update_update_57015', table='educators_score', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scoreevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c853b54a5691faca1e6d2898c21fa2e5c011c536', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_08d45', table='educators_scoreevent', when='BEFORE')),
        )]),
    ]
