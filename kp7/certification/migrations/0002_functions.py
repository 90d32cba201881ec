from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"

# As transitions.py stood when this was written; tests/certification compares the two.
TRANSITIONS = """
INSERT INTO certification_transition (before, step, after, after_label, role, seals) VALUES
    ('DRAFT', 'CERTIFY_LAO', 'LAO_CERTIFIED', 'รับรองระดับ อปท.', 'lao_certifier', true),
    ('RETURNED', 'CERTIFY_LAO', 'LAO_CERTIFIED', 'รับรองระดับ อปท.', 'lao_certifier', true),
    ('REOPENED', 'CERTIFY_LAO', 'LAO_CERTIFIED', 'รับรองระดับ อปท.', 'lao_certifier', true),
    ('LAO_CERTIFIED', 'ASK_RETURN', 'LAO_CERTIFIED', 'รับรองระดับ อปท.', 'lao_certifier', true),
    ('UNDER_REVIEW', 'ASK_RETURN', 'UNDER_REVIEW', 'จังหวัดกำลังตรวจสอบ', 'lao_certifier', true),
    ('LAO_CERTIFIED', 'RETURN', 'RETURNED', 'ส่งคืนแก้ไข', 'province_officer', false),
    ('UNDER_REVIEW', 'RETURN', 'RETURNED', 'ส่งคืนแก้ไข', 'province_officer', false),
    ('LAO_CERTIFIED', 'CERTIFY_PROVINCE', 'PROVINCE_CERTIFIED', 'รับรองระดับจังหวัด',
     'province_officer', true),
    ('UNDER_REVIEW', 'CERTIFY_PROVINCE', 'PROVINCE_CERTIFIED', 'รับรองระดับจังหวัด',
     'province_officer', true)
"""


class Migration(migrations.Migration):
    dependencies = [("certification", "0001_initial"), ("personnel", "0002_guards")]
    operations = [
        migrations.RunSQL(
            (SQL / "functions.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION certification_take_step(uuid, text, integer, text, jsonb);"
            "DROP FUNCTION certification_vouch(certification_case, text, timestamptz, jsonb);"
            "DROP FUNCTION certification_close_round(uuid);"
            "DROP FUNCTION certification_open_round("
            "uuid, text, smallint, timestamptz, timestamptz)",
        ),
        migrations.RunSQL(TRANSITIONS, "DELETE FROM certification_transition"),
    ]
