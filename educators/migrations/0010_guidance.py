import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from kmtp.audit.together import Together


class Migration(migrations.Migration):
    dependencies = [
        ("educators", "0009_targets"),
        ("partnership", "0003_land"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together([migrations.CreateModel(
            name="Guide",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, unique=True)),
                ("summary", models.CharField(blank=True, max_length=300, verbose_name="what it is for")),
            ],
            options={
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="GuideEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("summary", models.CharField(blank=True, max_length=300, verbose_name="what it is for")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GuideSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField()),
                ("heading", models.CharField(max_length=120)),
                (
                    "body",
                    models.TextField(
                        help_text="Leave an empty line between paragraphs. Start each line of a list with “- ”.",
                        verbose_name="text",
                    ),
                ),
            ],
            options={
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="GuideSectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField()),
                ("heading", models.CharField(max_length=120)),
                (
                    "body",
                    models.TextField(
                        help_text="Leave an empty line between paragraphs. Start each line of a list with “- ”.",
                        verbose_name="text",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GuideVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "changes",
                    models.TextField(
                        blank=True,
                        help_text="In a few sentences, for people who read it before.",
                        verbose_name="what changed",
                    ),
                ),
                ("issued_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="GuideVersionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "changes",
                    models.TextField(
                        blank=True,
                        help_text="In a few sentences, for people who read it before.",
                        verbose_name="what changed",
                    ),
                ),
                ("issued_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("read_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Adoption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not-started", "Not started"),
                            ("submitted", "Submitted"),
                            ("agreed", "Agreed"),
                            ("adopted", "Adopted"),
                            ("declined", "Declined"),
                        ],
                        default="submitted",
                        max_length=12,
                    ),
                ),
                (
                    "body",
                    models.CharField(
                        blank=True,
                        help_text="For example the Strategic Board.",
                        max_length=120,
                        verbose_name="by which body",
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="day")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.organisation",
                        verbose_name="partner",
                    ),
                ),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adoptions",
                        to="educators.guide",
                    ),
                ),
            ],
            options={
                "ordering": ["decided_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AdoptionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not-started", "Not started"),
                            ("submitted", "Submitted"),
                            ("agreed", "Agreed"),
                            ("adopted", "Adopted"),
                            ("declined", "Declined"),
                        ],
                        default="submitted",
                        max_length=12,
                    ),
                ),
                (
                    "body",
                    models.CharField(
                        blank=True,
                        help_text="For example the Strategic Board.",
                        max_length=120,
                        verbose_name="by which body",
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="day")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnership.organisation",
                        verbose_name="partner",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="educators.adoption",
                    ),
                ),
                (
                    "guide",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="educators.guide",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guide",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "educators_guideevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "summary", "title") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."summary", NEW."title"); RETURN NULL;',
                    hash="edd0958e3a7dec3d5ae5648764d184b4f2dd380c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6d27f",
                    table="educators_guide",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guide",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "educators_guideevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "summary", "title") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."summary", NEW."title"); RETURN NULL;',
                    hash="6e1ef43bb13bc337da1e1a20277c4f4d57dab2ff",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_71c2d",
                    table="educators_guide",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="guideevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="guideevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="educators.guide",
            ),
        ),
        migrations.AddField(
            model_name="guidesectionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="guidesectionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="educators.guidesection",
            ),
        ),
        migrations.AddField(
            model_name="guideversion",
            name="guide",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="educators.guide"
            ),
        ),
        migrations.AddField(
            model_name="guidesectionevent",
            name="version",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="educators.guideversion",
            ),
        ),
        migrations.AddField(
            model_name="guidesection",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sections",
                to="educators.guideversion",
            ),
        ),
        migrations.AddField(
            model_name="guideversionevent",
            name="guide",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="educators.guide",
            ),
        ),
        migrations.AddField(
            model_name="guideversionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="guideversionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="educators.guideversion",
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="readings",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="readings",
                to="educators.guideversion",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adoptionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f2770aab93c434c2c5b858b671d18025ddf92796",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fb0d7",
                    table="educators_adoptionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adoption",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "educators_adoptionevent" ("body", "decided_on", "guide_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."body", NEW."decided_on", NEW."guide_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state"); RETURN NULL;',
                    hash="8050deb70ca0ce9f0d0c13e98b63e167bc26f107",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_54ef1",
                    table="educators_adoption",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adoption",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "educators_adoptionevent" ("body", "decided_on", "guide_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."body", NEW."decided_on", NEW."guide_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state"); RETURN NULL;',
                    hash="d3885d52d9968f1c437ce136961d3af8bc324a25",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_790a4",
                    table="educators_adoption",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guideevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="adc7d8522d22c4797a5cb3fe6e3552cb0615fed8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_29415",
                    table="educators_guideevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="guideversion",
            constraint=models.UniqueConstraint(fields=("guide", "number"), name="guide_version_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="guideversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("issued_on__isnull", True)),
                fields=("guide",),
                name="guide_has_one_draft",
                violation_error_message="This guide has a draft already. Issue that one first.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guideversion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "educators_guideversionevent" ("changes", "guide_id", "id", "issued_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."changes", NEW."guide_id", NEW."id", NEW."issued_on", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="52c7bef49ee638b83acabe64fbc3c676a148cb83",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_129a7",
                    table="educators_guideversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guideversion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "educators_guideversionevent" ("changes", "guide_id", "id", "issued_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."changes", NEW."guide_id", NEW."id", NEW."issued_on", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="a094aaa61ed7cc1fd8cb945e0ec6cf35cc1051b9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d91c1",
                    table="educators_guideversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guidesectionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1497c7a64069dfb4abecb1f2e1ec468c60f3a52c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4baa6",
                    table="educators_guidesectionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="guidesection",
            constraint=models.UniqueConstraint(
                fields=("version", "order"),
                name="guide_section_has_its_place",
                violation_error_message="Another section has this place. Choose another number.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guidesection",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "educators_guidesectionevent" ("body", "heading", "id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version_id") VALUES (NEW."body", NEW."heading", NEW."id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version_id"); RETURN NULL;',
                    hash="087af679b7637fe7ed18c003bd02ec9ce4fc4b32",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_12127",
                    table="educators_guidesection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guidesection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "educators_guidesectionevent" ("body", "heading", "id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version_id") VALUES (NEW."body", NEW."heading", NEW."id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version_id"); RETURN NULL;',
                    hash="fbcfc8568e63872de8e72cd29e8b674a7362fed1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a57df",
                    table="educators_guidesection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guideversionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6b0abb4c03e91b221836497718c76acdb84d65e7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e21e7",
                    table="educators_guideversionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.UniqueConstraint(fields=("version", "person"), name="guide_is_read_once"),
        )]),
    ]
