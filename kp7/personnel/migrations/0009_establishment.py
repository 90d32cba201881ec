from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("personnel", "0010_file_content")]
    operations = [
        migrations.RunSQL(
            (SQL / "establishment.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION personnel_lock_seats(uuid);"
            "DROP TRIGGER seat_stands_while_held ON personnel_seat;"
            "DROP FUNCTION personnel_seat_stands_while_held();"
            "DROP TRIGGER holding_fits_its_seat ON personnel_seatholding;"
            "DROP FUNCTION personnel_holding_fits_its_seat()",
        ),
    ]
