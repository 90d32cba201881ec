import django.db.models.deletion
from django.db import migrations, models

import kp7.database.ids


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0001_initial"),
        ("personnel", "0011_import_lock"),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kp7.database.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("post_id", models.UUIDField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("wanted", models.JSONField()),
                ("sensitive", models.BooleanField(db_default=False, default=False)),
                ("people", models.IntegerField(db_default=0, default=0)),
                ("size", models.IntegerField(db_default=0, default=0)),
                ("made_at", models.DateTimeField(null=True)),
                ("content", models.BinaryField(null=True)),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.register",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["register", "post_id", "-id"], name="exports_of_a_post")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("content__isnull", True), ("made_at__isnull", True)),
                            models.Q(("content__isnull", False), ("made_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_export_is_made_or_is_not",
                    )
                ],
            },
        ),
    ]
