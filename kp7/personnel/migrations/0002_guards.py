from pathlib import Path

from django.db import migrations

from kp7.database.guards import guarded, kept, tied_to_card

SQL = Path(__file__).resolve().parent.parent / "sql"
KEYS = ("sort_key", "search_key")


class Migration(migrations.Migration):
    dependencies = [("personnel", "0001_initial"), ("ledger", "0002_functions")]
    operations = [
        migrations.RunSQL(
            (SQL / "guard.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION personnel_headcounts(uuid, date); DROP FUNCTION personnel_digest(uuid);"
            "DROP FUNCTION personnel_lock_for_step(uuid);"
            "DROP FUNCTION personnel_lock_for_editing(uuid[]);"
            "DROP FUNCTION personnel_guard_truncate(); DROP FUNCTION personnel_guard_row();"
            "DROP FUNCTION personnel_guard_insert(); DROP FUNCTION personnel_guard_registers(uuid[])",
        ),
        migrations.RunSQL(
            "ALTER TABLE personnel_card"
            " ADD CONSTRAINT a_card_belongs_to_a_register FOREIGN KEY (register_id)"
            " REFERENCES personnel_register (organization_id),"
            " ADD CONSTRAINT a_card_belongs_to_a_person FOREIGN KEY (person_id)"
            " REFERENCES personnel_person (id)",
            "ALTER TABLE personnel_card DROP CONSTRAINT a_card_belongs_to_a_register,"
            " DROP CONSTRAINT a_card_belongs_to_a_person",
        ),
        tied_to_card("personnel_service"),
        tied_to_card("personnel_education"),
        tied_to_card("personnel_appointment"),
        tied_to_card("personnel_nothingrecorded"),
        guarded("personnel_card"),
        guarded("personnel_service"),
        guarded("personnel_education"),
        guarded("personnel_appointment"),
        guarded("personnel_nothingrecorded"),
        kept("personnel_card", without=KEYS),
        kept("personnel_service", effective="started_on"),
        kept("personnel_education"),
        kept("personnel_appointment", effective="effective_on"),
        kept("personnel_nothingrecorded"),
        kept("personnel_codeentry", effective="valid_from"),
    ]
