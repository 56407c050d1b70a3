import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from kmtp.audit.together import Together


class Migration(migrations.Migration):

    dependencies = [
        ('partnership', '0003_land'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('placements', '0009_lists_read_as_much_in_ten_years'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together([
        migrations.CreateModel(
            name='StudentImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=120, verbose_name='file')),
                ('sha256', models.CharField(max_length=64, verbose_name='fingerprint of the file')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('state', models.CharField(choices=[('columns', 'Columns to choose'), ('checking', 'Being checked'), ('ready', 'Ready to apply'), ('refused', 'To be mended'), ('applying', 'Being applied'), ('applied', 'Applied'), ('undone', 'Undone'), ('put-away', 'Put away')], default='ready', max_length=8)),
                ('content', models.BinaryField(help_text='The file itself, until it is applied or put away.', null=True)),
                ('headings', models.JSONField(blank=True, default=list)),
                ('samples', models.JSONField(blank=True, default=list, help_text='The first values of each column.')),
                ('columns', models.JSONField(blank=True, default=list, help_text='What each column of the file is.')),
                ('unused_columns', models.JSONField(blank=True, default=list)),
                ('row_count', models.PositiveIntegerField(default=0, verbose_name='rows')),
                ('bad_rows', models.PositiveIntegerField(default=0)),
                ('problem_count', models.PositiveIntegerField(default=0)),
                ('added', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('progress', models.PositiveSmallIntegerField(default=0, help_text='From 0 to 100.')),
                ('step', models.CharField(blank=True, max_length=80)),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('note', models.CharField(blank=True, help_text='Why the last attempt did nothing.', max_length=300)),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('undo_until', models.DateField(blank=True, null=True)),
                ('marks', models.JSONField(blank=True, default=dict, help_text='How far the trail was when it was applied.')),
                ('applied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.organisation')),
                ('university', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.organisation')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StagedStudent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('reference', models.CharField(max_length=20)),
                ('values', models.JSONField(default=dict)),
                ('outcome', models.CharField(choices=[('new', 'New'), ('changed', 'Changed'), ('same', 'Unchanged')], max_length=7)),
                ('student_key', models.BigIntegerField(null=True)),
                ('request_key', models.BigIntegerField(null=True)),
                ('changes', models.JSONField(default=dict)),
                ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='staged', to='placements.studentimport')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='StudentImportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('file_name', models.CharField(max_length=120, verbose_name='file')),
                ('sha256', models.CharField(max_length=64, verbose_name='fingerprint of the file')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('state', models.CharField(choices=[('columns', 'Columns to choose'), ('checking', 'Being checked'), ('ready', 'Ready to apply'), ('refused', 'To be mended'), ('applying', 'Being applied'), ('applied', 'Applied'), ('undone', 'Undone'), ('put-away', 'Put away')], default='ready', max_length=8)),
                ('unused_columns', models.JSONField(blank=True, default=list)),
                ('added', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='placements.studentimport')),
                ('sender', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnership.organisation')),
                ('university', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnership.organisation')),
                ('uploaded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StudentProblem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('column', models.CharField(max_length=80)),
                ('value', models.CharField(max_length=200)),
                ('reason', models.CharField(max_length=300)),
                ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='problems', to='placements.studentimport')),
            ],
            options={
                'ordering': ['row', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StudentTouch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='The row of the file.')),
                ('what', models.CharField(choices=[('student', 'Student'), ('profile', 'Confidential profile'), ('request', 'Request')], max_length=7)),
                ('key', models.BigIntegerField()),
                ('is_new', models.BooleanField()),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='touches', to='placements.studentimport')),
            ],
        ),
        migrations.CreateModel(
            name='StudentColumns',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=120)),
                ('columns', models.JSONField(default=list)),
                ('saved_at', models.DateTimeField(auto_now=True)),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partnership.organisation')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('sender', 'fingerprint'), name='student_columns_are_remembered_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='studentimport',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('columns', 'checking', 'ready', 'refused', 'applying'))), fields=('sender', 'university', 'sha256'), name='student_import_waits_once', violation_error_message='This file is already waiting to be applied.'),
        ),
        migrations.AddConstraint(
            model_name='studentimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('applied_at__isnull', False), ('state__in', ('applied', 'undone'))), models.Q(models.Q(('state__in', ('applied', 'undone')), _negated=True), ('applied_at__isnull', True)), _connector='OR'), name='student_import_applied_has_a_time', violation_error_message='An import that was applied has the time at which it was.'),
        ),
        migrations.AddConstraint(
            model_name='studentimport',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('columns', 'checking', 'ready', 'refused', 'applying')), models.Q(('content__isnull', True), ('samples', [])), _connector='OR'), name='student_import_finished_holds_no_file', violation_error_message="An import that is finished keeps nobody's data."),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='studentimport',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "placements_studentimportevent" ("added", "applied_at", "changed", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sender_id", "sha256", "state", "unchanged", "university_id", "unused_columns", "uploaded_at", "uploaded_by_id") VALUES (NEW."added", NEW."applied_at", NEW."changed", NEW."file_name", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sender_id", NEW."sha256", NEW."state", NEW."unchanged", NEW."university_id", NEW."unused_columns", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='efeef060b359d8db01f57f3923d50e32c15ebf08', operation='INSERT', pgid='pgtrigger_insert_insert_ab0ec', table='placements_studentimport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='studentimport',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."added" IS DISTINCT FROM (NEW."added") OR OLD."applied_at" IS DISTINCT FROM (NEW."applied_at") OR OLD."changed" IS DISTINCT FROM (NEW."changed") OR OLD."file_name" IS DISTINCT FROM (NEW."file_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."sender_id" IS DISTINCT FROM (NEW."sender_id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."unchanged" IS DISTINCT FROM (NEW."unchanged") OR OLD."university_id" IS DISTINCT FROM (NEW."university_id") OR OLD."unused_columns" IS DISTINCT FROM (NEW."unused_columns") OR OLD."uploaded_at" IS DISTINCT FROM (NEW."uploaded_at") OR OLD."uploaded_by_id" IS DISTINCT FROM (NEW."uploaded_by_id"))', func='INSERT INTO "placements_studentimportevent" ("added", "applied_at", "changed", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sender_id", "sha256", "state", "unchanged", "university_id", "unused_columns", "uploaded_at", "uploaded_by_id") VALUES (NEW."added", NEW."applied_at", NEW."changed", NEW."file_name", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sender_id", NEW."sha256", NEW."state", NEW."unchanged", NEW."university_id", NEW."unused_columns", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='9c78565f36cb8b411263ab42c73ae5a955c317e1', operation='UPDATE', pgid='pgtrigger_update_update_30e74', table='placements_studentimport', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='stagedstudent',
            constraint=models.UniqueConstraint(fields=('source', 'number'), name='staged_student_is_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='studentimportevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b8c58a92bef6e84002f2a8acfc3d1bec844b8a39', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6a1e3', table='placements_studentimportevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='studentproblem',
            index=models.Index(fields=['source', 'row'], name='student_problem_by_row'),
        ),
        ]),
    ]
