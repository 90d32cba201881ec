from django.db import migrations, models

import kp7.database.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SavedForm",
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
                ("post_id", models.UUIDField()),
                ("holding_id", models.UUIDField()),
                ("path", models.CharField(max_length=300)),
                ("data", models.JSONField()),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "ข้อความที่พิมพ์ค้างไว้",
                "indexes": [
                    models.Index(
                        fields=["post_id", "holding_id", "path"], name="savedform_of_officer"
                    )
                ],
            },
        ),
    ]
