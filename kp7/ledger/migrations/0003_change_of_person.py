from django.db import migrations, models


class Migration(migrations.Migration):
    """Find what was changed of a person, and what was changed in a register in a time."""

    dependencies = [("ledger", "0002_functions")]
    operations = [
        migrations.AddIndex(
            model_name="change",
            index=models.Index(fields=["register_id", "person_id", "id"], name="change_of_person"),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(fields=["register_id", "recorded_at", "id"], name="change_by_time"),
        ),
        migrations.RemoveIndex(model_name="change", name="change_of_register"),
    ]
