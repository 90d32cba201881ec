from django.db import migrations

from kp7.database.guards import guarded, kept, tied_to_card, tied_to_file

EFFECTIVE = {
    "privatefacts": "",
    "photograph": "",
    "address": "",
    "parent": "",
    "marriage": "registered_on",
    "child": "",
    "namechange": "changed_on",
    "heir": "declared_on",
    "training": "started_on",
    "licence": "issued_on",
    "skill": "",
    "expertise": "",
    "allowance": "started_on",
    "evaluation": "",
    "specialduty": "started_on",
    "doubletime": "started_on",
    "leave": "started_on",
    "leavetotal": "",
    "unpaidperiod": "started_on",
    "discipline": "effective_on",
    "decoration": "granted_on",
    "merit": "granted_on",
    "document": "",
    "file": "",
    "seatholding": "started_on",
    "explanation": "",
}
OF_THE_REGISTER = {"seat": "opened_on", "plan": ""}


class Migration(migrations.Migration):
    dependencies = [("personnel", "0005_sections")]
    operations = [
        *(tied_to_card(f"personnel_{name}") for name in EFFECTIVE),
        tied_to_file("personnel_photograph"),
        tied_to_file("personnel_document"),
        *(guarded(f"personnel_{name}") for name in EFFECTIVE | OF_THE_REGISTER),
        *(
            kept(f"personnel_{name}", effective=effective)
            for name, effective in (EFFECTIVE | OF_THE_REGISTER).items()
        ),
        kept("personnel_transfer", effective="effective_on"),
    ]
