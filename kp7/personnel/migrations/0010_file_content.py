from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("personnel", "0006_sections_guarded")]
    operations = [
        migrations.RunSQL(
            (SQL / "file_content.sql").read_text(encoding="utf-8"),
            "DROP TRIGGER content_is_its_files ON personnel_filecontent;"
            "DROP FUNCTION personnel_content_is_its_files();"
            "ALTER TABLE personnel_filecontent ALTER COLUMN content SET STORAGE DEFAULT",
        ),
    ]
