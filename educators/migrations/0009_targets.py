import django.db.models.deletion
import kmtp.partnership.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from kmtp.audit.together import Together


class Migration(migrations.Migration):

    dependencies = [
        ('educators', '0008_availability'),
        ('partnership', '0003_land'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        Together([migrations.CreateModel(
            name='IndependentTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('in_force_from', models.DateField(error_messages={'unique': 'Another target takes effect on this day. Choose another day.'}, unique=True)),
                ('percent', models.PositiveSmallIntegerField(default=20, verbose_name='share of independents, in per cent')),
                ('direction', models.CharField(choices=[('at most', 'At most'), ('at least', 'At least')], default='at most', max_length=8)),
            ],
            options={
                'ordering': ['-in_force_from'],
            },
        ),
        migrations.CreateModel(
            name='IndependentTargetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('in_force_from', models.DateField(error_messages={'unique': 'Another target takes effect on this day. Choose another day.'})),
                ('percent', models.PositiveSmallIntegerField(default=20, verbose_name='share of independents, in per cent')),
                ('direction', models.CharField(choices=[('at most', 'At most'), ('at least', 'At least')], default='at most', max_length=8)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', kmtp.partnership.fields.AcademicYearField(verbose_name='academic year')),
                ('learners_each', models.DecimalField(decimal_places=2, default=1, max_digits=4, verbose_name='learners an educator takes in a year')),
                ('leavers', models.DecimalField(decimal_places=1, default=8, max_digits=4, verbose_name='leave in a year, in per cent')),
                ('other_duties', models.DecimalField(decimal_places=1, default=15, max_digits=4, verbose_name='have other duties, in per cent')),
                ('completion', models.DecimalField(decimal_places=1, default=80, max_digits=4, verbose_name='complete their training, in per cent')),
                ('stage_1_places', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='places for PEPS Stage 1')),
                ('stage_2_places', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='places for PEPS Stage 2')),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-year', 'council__short_name'],
            },
        ),
        migrations.CreateModel(
            name='TargetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', kmtp.partnership.fields.AcademicYearField(verbose_name='academic year')),
                ('learners_each', models.DecimalField(decimal_places=2, default=1, max_digits=4, verbose_name='learners an educator takes in a year')),
                ('leavers', models.DecimalField(decimal_places=1, default=8, max_digits=4, verbose_name='leave in a year, in per cent')),
                ('other_duties', models.DecimalField(decimal_places=1, default=15, max_digits=4, verbose_name='have other duties, in per cent')),
                ('completion', models.DecimalField(decimal_places=1, default=80, max_digits=4, verbose_name='complete their training, in per cent')),
                ('stage_1_places', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='places for PEPS Stage 1')),
                ('stage_2_places', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='places for PEPS Stage 2')),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TargetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('stage-1', 'Stage 1 (first placements)'), ('stage-2', 'Stage 2 (final placements)')], max_length=7)),
                ('expected', models.PositiveSmallIntegerField(verbose_name='learners expected')),
                ('source', models.CharField(choices=[('typed', 'Typed'), ('history', 'From past placements')], default='typed', max_length=7)),
            ],
            options={
                'ordering': ['service_area__name', 'stage'],
            },
        ),
        migrations.CreateModel(
            name='TargetLineEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('stage', models.CharField(choices=[('stage-1', 'Stage 1 (first placements)'), ('stage-2', 'Stage 2 (final placements)')], max_length=7)),
                ('expected', models.PositiveSmallIntegerField(verbose_name='learners expected')),
                ('source', models.CharField(choices=[('typed', 'Typed'), ('history', 'From past placements')], default='typed', max_length=7)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='independenttarget',
            constraint=models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='independent_target_is_a_percentage', violation_error_message='Enter a share between 0 and 100 per cent.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='independenttarget',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "educators_independenttargetevent" ("direction", "id", "in_force_from", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."direction", NEW."id", NEW."in_force_from", NEW."percent", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='537c080d996fd42562822e91baa28c5252a25db7', operation='INSERT', pgid='pgtrigger_insert_insert_4dd8a', table='educators_independenttarget', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='independenttarget',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "educators_independenttargetevent" ("direction", "id", "in_force_from", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."direction", NEW."id", NEW."in_force_from", NEW."percent", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='1d11772bac42399d40222a831bcb34810816c065', operation='UPDATE', pgid='pgtrigger_update_update_6a9cc', table='educators_independenttarget', when='AFTER')),
        ),
        migrations.AddField(
            model_name='independenttargetevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='independenttargetevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='educators.independenttarget'),
        ),
        migrations.AddField(
            model_name='target',
            name='council',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='educator_targets', to='partnership.organisation'),
        ),
        migrations.AddField(
            model_name='targetevent',
            name='council',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnership.organisation'),
        ),
        migrations.AddField(
            model_name='targetevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='targetevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='educators.target'),
        ),
        migrations.AddField(
            model_name='targetline',
            name='service_area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.servicearea'),
        ),
        migrations.AddField(
            model_name='targetline',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='educators.target'),
        ),
        migrations.AddField(
            model_name='targetlineevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='targetlineevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='educators.targetline'),
        ),
        migrations.AddField(
            model_name='targetlineevent',
            name='service_area',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnership.servicearea'),
        ),
        migrations.AddField(
            model_name='targetlineevent',
            name='target',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='educators.target'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='independenttargetevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e7b0ba79c09ea906c8482409a316c3ca66fa47e2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6291a', table='educators_independenttargetevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.UniqueConstraint(fields=('council', 'year'), name='target_is_set_once', violation_error_message='This council has a target for this year already. Open that one.'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('learners_each__gt', 0), ('learners_each__lte', 20)), name='target_learners_each_is_more_than_none', violation_error_message='Enter more than 0 and at most 20 learners for an educator in a year.'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('completion__range', (0, 100)), ('leavers__range', (0, 100)), ('other_duties__range', (0, 100))), name='target_shares_are_percentages', violation_error_message='Enter every share as a percentage between 0 and 100.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "educators_targetevent" ("completion", "council_id", "id", "learners_each", "leavers", "note", "other_duties", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_1_places", "stage_2_places", "year") VALUES (NEW."completion", NEW."council_id", NEW."id", NEW."learners_each", NEW."leavers", NEW."note", NEW."other_duties", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."stage_1_places", NEW."stage_2_places", NEW."year"); RETURN NULL;', hash='cff5137e6764a38be205c4e891d7b9b7086ee180', operation='INSERT', pgid='pgtrigger_insert_insert_1e122', table='educators_target', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "educators_targetevent" ("completion", "council_id", "id", "learners_each", "leavers", "note", "other_duties", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_1_places", "stage_2_places", "year") VALUES (NEW."completion", NEW."council_id", NEW."id", NEW."learners_each", NEW."leavers", NEW."note", NEW."other_duties", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."stage_1_places", NEW."stage_2_places", NEW."year"); RETURN NULL;', hash='1bc61c719b251693800e3ca2aae82cd078a628c3', operation='UPDATE', pgid='pgtrigger_update_update_5477f', table='educators_target', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7e9254bc0a21f60794f76b460adfb53b9250d1ea', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a7e7c', table='educators_targetevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='targetline',
            constraint=models.UniqueConstraint(fields=('target', 'service_area', 'stage'), name='target_line_is_said_once', violation_error_message='The learners of this service and stage are given already.'),
        ),
        migrations.AddConstraint(
            model_name='targetline',
            constraint=models.CheckConstraint(condition=models.Q(('expected__lte', 1000)), name='target_line_is_at_most_a_thousand', violation_error_message='Enter between 0 and 1000 learners.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetline',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "educators_targetlineevent" ("expected", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_area_id", "source", "stage", "target_id") VALUES (NEW."expected", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."service_area_id", NEW."source", NEW."stage", NEW."target_id"); RETURN NULL;', hash='d736d1fd0f064baadde7be2bd930e78b624dff9c', operation='INSERT', pgid='pgtrigger_insert_insert_c2ebd', table='educators_targetline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetline',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "educators_targetlineevent" ("expected", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_area_id", "source", "stage", "target_id") VALUES (NEW."expected", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."service_area_id", NEW."source", NEW."stage", NEW."target_id"); RETURN NULL;', hash='af6ce9eabc0b824fdf060013e216d3c7656a178e', operation='UPDATE', pgid='pgtrigger_update_update_12877', table='educators_targetline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetlineevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fb4b11f14d6009ff67dd55a9873432bc67133a30', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0e2a6', table='educators_targetlineevent', when='BEFORE')),
        )]),
    ]
