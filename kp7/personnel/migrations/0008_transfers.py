from pathlib import Path

from django.db import migrations, models
from django.db.models import Q

from kp7.personnel.fields import CodeField, FoldedText, LabelField, MoneyField, SuggestedField

SQL = Path(__file__).resolve().parent.parent / "sql"
STATES = {
    "released": "ส่งแล้ว รอหน่วยงานปลายทางรับ",
    "accepted": "รับแล้ว รอย้ายบัตร",
    "done": "โอนเสร็จแล้ว",
    "withdrawn": "ต้นทางยกเลิก",
    "declined": "ปลายทางไม่รับ",
    "lapsed": "โอนไม่ได้แล้ว",
}
TEXT = {"blank": True, "default": "", "db_default": ""}


class Migration(migrations.Migration):
    dependencies = [("personnel", "0009_establishment")]
    operations = [
        migrations.AddField(
            "transfer",
            "position",
            SuggestedField(verbose_name="ตำแหน่ง", max_length=200, table="positions", **TEXT),
        ),
        migrations.AddField(
            "transfer",
            "position_number",
            FoldedText(
                verbose_name="เลขที่ตำแหน่ง",
                max_length=40,
                help_text="เช่น 12-3-01-1101-001 พนักงานจ้างไม่มีเลขที่ตำแหน่ง",
                **TEXT,
            ),
        ),
        migrations.AddField(
            "transfer",
            "level",
            CodeField(verbose_name="ประเภท/ระดับ", max_length=60, table="levels", **TEXT),
        ),
        migrations.AddField("transfer", "level_label", LabelField(db_default="")),
        migrations.AddField(
            "transfer",
            "division",
            SuggestedField(verbose_name="สังกัด", max_length=200, table="divisions", **TEXT),
        ),
        migrations.AddField(
            "transfer",
            "salary",
            MoneyField(verbose_name="อัตราเงินเดือน (บาท)", null=True, blank=True),
        ),
        migrations.AlterField(
            "transfer", "state", models.CharField(max_length=12, choices=[*STATES.items()])
        ),
        migrations.RemoveConstraint("transfer", "a_transfer_state_is_known"),
        migrations.AddConstraint(
            "transfer",
            models.CheckConstraint(
                condition=Q(state__in=[*STATES]),
                name="a_transfer_state_is_known",
                violation_error_message="ไม่รู้จักสถานะของการโอนนี้",
            ),
        ),
        migrations.RunSQL(
            (SQL / "transfers.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION personnel_lock_for_transfer(uuid[])",
        ),
    ]
