"""`kp7 check`: what the rules find in the register of one organization."""

import getpass
import json
from collections.abc import Iterator

import click

from kp7.cli.ready import database_ready
from kp7.cli.registers import organization_of
from kp7.database.pending import refuse_pending
from kp7.organizations.authority import system
from kp7.personnel.actions.checking import check_register
from kp7.personnel.checking import Check, Checked, Wanted
from kp7.personnel.terms import Severity


@click.command()
@click.argument("lao")
@click.option(
    "--severity",
    type=click.Choice([severity.value for severity in Severity]),
    help="Only findings that weigh so much.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(*, lao: str, severity: str | None, as_json: bool) -> None:
    """List what the rules find in a register.

    Every rule is asked of everybody in service in the organization. LAO is its DLA code of 7
    digits. It ends with 0 when all was asked, whatever was found: the counts stand in the last
    line. docs/rules.md lists the rules.

    The organization sees that you looked, under ผู้เข้าดูข้อมูล.
    """
    database_ready()
    refuse_pending()
    register_id = organization_of(lao).organization_id
    found = check_register(
        by=system(f"kp7 check ({getpass.getuser()})"),
        register_id=register_id,
        wanted=Wanted(severity=severity or "", by_person=True),
        size=None,
    )
    if as_json:
        click.echo(json.dumps(_json(lao, found), ensure_ascii=False, indent=2))
        return
    for line in _told(found):
        click.echo(line)


def _told(found: Check) -> Iterator[str]:
    for one in found.findings:
        finding = one.finding
        said = f" ({finding.explanation.text})" if finding.explained and finding.explanation else ""
        yield "\t".join(
            (finding.severity.label, finding.code, one.name, f"{finding.sentence}{said}")
        )
    counted = ", ".join(f"{kind.label} {found.counts.get(kind, 0):,}" for kind in Severity)
    waiting = sum(found.unexplained.values()) + found.withheld
    yield f"{found.people:,} คน: {counted}, ยังไม่ชี้แจง {waiting:,}"


def _json(lao: str, found: Check) -> dict[str, object]:
    return {
        "organization": lao,
        "people": found.people,
        "counts": {str(kind): found.counts.get(kind, 0) for kind in Severity},
        "unexplained": sum(found.unexplained.values()) + found.withheld,
        "findings": [_item(one) for one in found.findings],
    }


def _item(one: Checked) -> dict[str, object]:
    finding = one.finding
    return {
        "card": str(one.card.id),
        "name": one.name,
        "rule": finding.code,
        "severity": str(finding.severity),
        "section": finding.section,
        "line": str(finding.line_id) if finding.line_id else None,
        "field": finding.field,
        "sentence": finding.sentence,
        "explanation": finding.explanation.text
        if finding.explained and finding.explanation
        else None,
    }
