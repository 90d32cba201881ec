from django.db import migrations, models

STEPS = {
    "CERTIFY_LAO": "รับรองระดับ อปท.",
    "ASK_RETURN": "ขอให้จังหวัดส่งคืน",
    "RETURN": "ส่งคืนแก้ไข",
    "CERTIFY_PROVINCE": "รับรองระดับจังหวัด",
    "EXCUSE": "ยกเว้นการรับรอง",
}
TRANSITIONS = """
INSERT INTO certification_transition (before, step, after, after_label, role, seals) VALUES
    ('DRAFT', 'EXCUSE', 'NOT_REQUIRED', 'ไม่ต้องรับรองในรอบนี้', 'dla_officer', false),
    ('RETURNED', 'EXCUSE', 'NOT_REQUIRED', 'ไม่ต้องรับรองในรอบนี้', 'dla_officer', false),
    ('REOPENED', 'EXCUSE', 'NOT_REQUIRED', 'ไม่ต้องรับรองในรอบนี้', 'dla_officer', false)
"""


def _step() -> models.CharField:
    return models.CharField(max_length=30, choices=[*STEPS.items()])


class Migration(migrations.Migration):
    dependencies = [("certification", "0002_functions")]
    operations = [
        migrations.AlterField("certification", "step", _step()),
        migrations.AlterField("step", "step", _step()),
        migrations.RunSQL(
            TRANSITIONS, "DELETE FROM certification_transition WHERE step = 'EXCUSE'"
        ),
    ]
